import GoldenCases
import JujuClient
import Testing

/// What the table of controllers and `switch` make of what the client knows.
struct ControllersTests {
  private static func models(_ count: Int, _ names: String...) -> [KnownModel] {
    let rest = (0..<max(0, count - names.count)).map { "admin/other\($0)" }
    return (names + rest).map { KnownModel(name: $0, uuid: "\($0)-uuid") }
  }

  private static let directory = JujuDirectory(
    controllers: [
      KnownController(
        name: "aws-test", uuid: "a", endpoints: [], cloud: "aws", region: "us-east-1",
        agentVersion: "2.0.1", controllerMachineCount: 1, machineCount: 5,
        models: models(1, "prod/controller"), currentModel: "prod/controller"),
      KnownController(
        name: "k8s-controller", uuid: "b", endpoints: [], cloud: "microk8s", region: "localhost",
        agentVersion: "6.6.6", machineCount: 3,
        account: KnownAccount(user: "admin", lastKnownAccess: "superuser"),
        models: models(2, "prod/my-k8s-model"), currentModel: "prod/my-k8s-model"),
      KnownController(
        name: "mallards", uuid: "c", endpoints: [], cloud: "mallards", region: "mallards1",
        account: KnownAccount(user: "admin", lastKnownAccess: "superuser"),
        models: models(2, "prod/my-model"), currentModel: "prod/my-model"),
      KnownController(
        name: "mark-test-prodstack", uuid: "d", endpoints: [], cloud: "prodstack",
        account: KnownAccount(user: "admin")),
    ], currentController: "mallards")

  @Test func haComesWithSeveralMachines() {
    var directory = Self.directory
    directory["aws-test"]?.controllerMachineCount = 3
    directory["mallards"]?.controllerMachineCount = 3
    directory["mallards"]?.activeControllerMachineCount = 2
    let stage = CommandStage(CannedTransport(answers: [:]), directory: directory)
    let lines = stage.run("controllers").output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("aws-test") && $0.contains("  3  2.0.1") })
    #expect(lines.contains { $0.hasPrefix("mallards*") && $0.contains("2/3  (unknown)") })
  }

  @Test func quietReportsNothing() {
    let stage = CommandStage(CannedTransport(answers: [:]), directory: Self.directory)
    #expect(stage.run("switch aws-test -q").errors == "")
    #expect(stage.run("switch mallards").errors.hasPrefix("aws-test:prod/controller -> mallards"))
  }

  @Test func jujuModelDecidesAndHoldsTheSession() {
    let start = StartingPoint(
      model: .init(ModelReference(controller: "mallards", model: "x")), modelOverride: "mallards:x")
    let stage = CommandStage(
      CannedTransport(answers: [:]), directory: Self.directory, start: start)
    #expect(stage.run("switch").output == "mallards:admin/x\n")
    #expect(
      stage.run("switch aws-test").errors.hasPrefix(
        "ERROR cannot switch when JUJU_MODEL is overriding the model (set to \"mallards:x\")"))
  }
}
