import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Shows what is known of applications.
///
/// Source: Juju facade `Application`, `ApplicationsInfo`.
struct ShowApplication: Command {
  static let name = "show-application"
  static let group = CommandGroup.applications
  static let summary = "Show what is known of applications"
  static let result = ResultShape.records(ShownApplication.columns)
  static let examples: [Example] = [
    "show-application postgresql", "show-application mysql -m prod --format json",
  ]

  @Argument("The applications", fedBy: "name", missing: "an application name must be supplied")
  var applications: [ShownApplicationName]
  var model = ModelOption()
  var output = OutputOption<DocumentFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    let names = applications.map(\.name)
    var entries: [(String, ShownApplication)] = []
    var failures: [(index: Int, error: Diagnostic)] = []
    for (index, result) in try Applications(on: channel).info(names).enumerated() {
      switch result {
      case .success(let application): entries.append((names[index], ShownApplication(application)))
      case .failure(let error):
        let shown =
          error.id == JujuDiagnostic.notFound
          ? ModelNames(channel).suggesting(
            application: names[index], on: error, forConsumed: { "'status \($0)' shows it" })
          : error
        failures.append((index, shown))
      }
    }
    if let first = failures.first, let all = Diagnostic.joined(failures.map(\.error)) {
      throw all.located(at: context.call.span(of: "applications", first.index))
    }
    return try output.output(
      NamedEntries(entries), columns: ShownApplication.columns, in: context
    ) { (_, _) throws(Diagnostic) in "" }
  }
}

/// An application under its name.
struct ShownApplication: Encodable, Sendable {
  @OmittedWhenEmpty var charm: String
  @OmittedWhenEmpty var base: String
  @OmittedWhenEmpty var channel: String
  @OmittedWhenEmpty var constraints: ShownConstraints
  var principal: Bool
  var exposed: Bool
  @OmittedWhenEmpty var exposedEndpoints: [String: Exposure]
  var remote: Bool
  var life: String
  @OmittedWhenEmpty var endpointBindings: [String: String]

  struct Exposure: Encodable, Sendable {
    @OmittedWhenEmpty var spaces: [String]
    @OmittedWhenEmpty var cidrs: [String]

    private enum CodingKeys: String, CodingKey {
      case spaces = "expose-to-spaces"
      case cidrs = "expose-to-cidrs"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case charm, base, channel, constraints, principal, exposed
    case exposedEndpoints = "exposed-endpoints"
    case remote, life
    case endpointBindings = "endpoint-bindings"
  }

  static let columns = [
    "name", "charm", "base", "channel", "constraints", "principal", "exposed",
    "exposed-endpoints", "remote", "life", "endpoint-bindings",
  ]

  init(_ result: ApplicationResult) {
    charm = result.charm ?? ""
    base = result.base.map { "\($0.name)@\($0.shortChannel)" } ?? ""
    channel = result.channel ?? ""
    constraints = ShownConstraints(result.constraints ?? Constraints())
    principal = result.principal
    exposed = result.exposed
    exposedEndpoints = (result.exposedEndpoints ?? [:]).mapValues {
      Exposure(spaces: $0.exposeToSpaces ?? [], cidrs: $0.exposeToCIDRs ?? [])
    }
    remote = result.remote
    life = result.life.rawValue
    endpointBindings = result.endpointBindings ?? [:]
  }
}
