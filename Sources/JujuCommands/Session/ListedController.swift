import JujuClient
import Values

/// A controller under its name, with what Juju's listing says of it.
struct ListedController: Encodable, Sendable {
  @RecordsOnly var current: Bool
  @OmittedWhenEmpty var currentModel: String
  @OmittedWhenEmpty var user: String
  @OmittedWhenEmpty var access: String
  @OmittedWhenEmpty var recentServer: String
  var uuid: String
  var apiEndpoints: [String]
  var caCertificate: String
  var cloud: String
  @OmittedWhenEmpty var region: String
  @OmittedWhenEmpty var agentVersion: String
  @OmittedWhenEmpty var modelCount: Int?
  @OmittedWhenEmpty var machineCount: Int?
  @OmittedWhenEmpty var machines: Machines?
  @OmittedWhenEmpty var nodeCount: Int?
  @OmittedWhenEmpty var nodes: Machines?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case current
    case currentModel = "current-model"
    case user, access
    case recentServer = "recent-server"
    case uuid = "controller-uuid"
    case apiEndpoints = "api-endpoints"
    case caCertificate = "ca-cert"
    case cloud, region
    case agentVersion = "agent-version"
    case modelCount = "model-count"
    case machineCount = "machine-count"
    case machines = "controller-machines"
    case nodeCount = "node-count"
    case nodes = "controller-nodes"
  }

  /// How many machines run a controller, and how many of them are up.
  struct Machines: Encodable, Sendable {
    var active: Int
    var total: Int
  }

  /// Lists of these stand in one line of YAML.
  static let flowing: Set<String> = [CodingKeys.apiEndpoints.rawValue]

  init(_ known: KnownController, isCurrent: Bool) {
    let user = known.account?.user ?? ""
    current = isCurrent
    currentModel = known.currentModel.map { WhoAmI.short($0, user) } ?? ""
    self.user = user
    access = known.account?.lastKnownAccess ?? ""
    // The one that answered last is kept in front.
    recentServer = known.endpoints.first ?? ""
    uuid = known.uuid
    apiEndpoints = known.endpoints
    caCertificate = known.caCertificate ?? ""
    cloud = known.cloud ?? ""
    region = known.region ?? ""
    agentVersion = known.agentVersion ?? ""
    modelCount = known.models.count
    let total = known.controllerMachineCount ?? 0
    let running =
      total > 0
      ? Machines(active: known.activeControllerMachineCount ?? total, total: total) : nil
    if known.runsOnKubernetes {
      nodeCount = known.machineCount
      nodes = running
    } else {
      machineCount = known.machineCount
      machines = running
    }
  }
}

extension Value {
  /// The same with the names that Juju's JSON has for what its YAML of controllers calls otherwise.
  var withControllerNamesOfJSON: Value {
    switch self {
    case .record(let record):
      let fields = record.fields
      return .record(
        Record(
          Shape(fields.map { Self.namesInJSON[$0.name.text] ?? $0.name.text }),
          fields.map(\.value.withControllerNamesOfJSON)))
    default: return self
    }
  }

  private static let namesInJSON = [
    "controller-uuid": "uuid", "active": "Active", "total": "Total",
  ]
}
