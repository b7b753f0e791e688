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
        name: "aws-test", uuid: "a", endpoints: ["10.0.0.1:17070", "[::1]:17070"],
        caCertificate: "-----BEGIN\nEND-----\n", cloud: "aws", region: "us-east-1",
        agentVersion: "2.0.1", controllerMachineCount: 1, machineCount: 5,
        models: models(1, "prod/controller"), currentModel: "prod/controller"),
      KnownController(
        name: "k8s-controller", uuid: "b", endpoints: ["k8s.example.org"], caCertificate: "k8s",
        cloud: "microk8s", region: "localhost", cloudType: "kubernetes", agentVersion: "6.6.6",
        controllerMachineCount: 1, machineCount: 3,
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

  private static let yaml = """
    controllers:
      aws-test:
        current-model: prod/controller
        recent-server: 10.0.0.1:17070
        controller-uuid: a
        api-endpoints: ['10.0.0.1:17070', '[::1]:17070']
        ca-cert: |
          -----BEGIN
          END-----
        cloud: aws
        region: us-east-1
        agent-version: 2.0.1
        model-count: 1
        machine-count: 5
        controller-machines:
          active: 1
          total: 1
      k8s-controller:
        current-model: prod/my-k8s-model
        user: admin
        access: superuser
        recent-server: k8s.example.org
        controller-uuid: b
        api-endpoints: [k8s.example.org]
        ca-cert: k8s
        cloud: microk8s
        region: localhost
        agent-version: 6.6.6
        model-count: 2
        node-count: 3
        controller-nodes:
          active: 1
          total: 1
      mallards:
        current-model: prod/my-model
        user: admin
        access: superuser
        controller-uuid: c
        api-endpoints: []
        ca-cert: ""
        cloud: mallards
        region: mallards1
        model-count: 2
      mark-test-prodstack:
        user: admin
        controller-uuid: d
        api-endpoints: []
        ca-cert: ""
        cloud: prodstack
    current-controller: mallards

    """

  @Test func yamlIsThatOfJuju() {
    let stage = CommandStage(CannedTransport(answers: [:]), directory: Self.directory)
    #expect(stage.run("controllers --format yaml").output == Self.yaml)
  }

  @Test func jsonHasNamesOfItsOwn() {
    let stage = CommandStage(CannedTransport(answers: [:]), directory: Self.directory)
    let text = stage.run("controllers --format json").output
    #expect(
      text.contains(
        #""recent-server":"10.0.0.1:17070","uuid":"a","api-endpoints":["10.0.0.1:17070","[::1]:17070"]"#
      ))
    #expect(text.contains(#""controller-machines":{"Active":1,"Total":1}}"#))
    #expect(text.contains(#""node-count":3,"controller-nodes":{"Active":1,"Total":1}}"#))
    #expect(text.hasSuffix(#""current-controller":"mallards"}"# + "\n"))
  }

  @Test func haComesWithSeveralMachines() {
    var directory = Self.directory
    directory["aws-test"]?.controllerMachineCount = 3
    directory["mallards"]?.controllerMachineCount = 3
    directory["mallards"]?.activeControllerMachineCount = 2
    let stage = CommandStage(CannedTransport(answers: [:]), directory: directory)
    let lines = stage.run("controllers").output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("aws-test") && $0.contains("  3  2.0.1") })
    #expect(
      lines.contains {
        $0.hasPrefix("k8s-controller") && $0.contains("3  ") && $0.contains(" -  6.6.6")
      })
    directory["aws-test"]?.controllerMachineCount = 1
    let alone = CommandStage(CannedTransport(answers: [:]), directory: directory)
    #expect(alone.run("controllers").output.contains("none  2.0.1"))
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
