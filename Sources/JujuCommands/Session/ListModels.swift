import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the models the user may see on a controller.
///
/// Source: Juju facade `ModelManager`, `ListModelSummaries`.
struct ListModels: Command {
  static let name = "models"
  static let aliases = ["list-models"]
  static let group = CommandGroup.session
  static let summary = "List the models you may see on a controller"
  static let result = ResultShape.records(ListedModel.columns)
  static let examples: [Example] = ["models", "models --uuid", "models | select name access"]

  @Switch("Every model of the controller, for superusers") var all = false
  @Flag("The models of another user, for superusers") var user: UserName?
  @Switch("Also show what the wire calls the models") var uuid = false
  @Switch("Tell times exactly") var exactTime = false
  var controller = ControllerOption()
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try context.controller(controller)
    let me = try session.user(of: known)
    let summaries = try Models(on: session.channel(to: known.name))
      .summaries(of: user?.name ?? me, all: all)
    session.update(known.name) { known in
      for summary in summaries {
        known.remember(
          KnownModel(name: summary.qualifiedName, uuid: summary.uuid, type: summary.type))
      }
    }
    let now = context.runtime.clock.now
    let current = try session.controller(known.name).currentModel
    let models = summaries.map {
      ListedModel(
        $0, controller: known.name, current: current,
        times: FriendlyTimes(now: now, areExact: exactTime))
    }.sorted { $0.name < $1.name }
    let table = ModelsTable(
      models, controller: known.name, user: me, showsUUID: uuid)
    return try output.output(
      .stream(ValueStream(try Self.records(models), columns: ListedModel.columns)), in: context,
      document: { () throws(Diagnostic) in
        try ValueEncoder(.document).encode(
          Listing(models: models, current: current.map { WhoAmI.short($0, me) }))
      },
      table: { (_, _) throws(Diagnostic) in table.text })
  }

  private struct Listing: Encodable {
    var models: [ListedModel]
    var current: String?

    private enum CodingKeys: String, CodingKey {
      case models
      case current = "current-model"
    }
  }

  private static func records(_ models: [ListedModel]) throws(Diagnostic) -> [Value] {
    guard case .list(let list) = try ValueEncoder(.records).encode(models) else { return [] }
    return list.values
  }
}

extension ModelSummary {
  /// With its owner: `admin/default`.
  var qualifiedName: String { "\(ownerTag.id(of: .user) ?? "")/\(name)" }
}

/// A model as `models` lists it.
struct ListedModel: Encodable, Sendable {
  /// With its owner: `admin/default`.
  var name: String
  var shortName: String
  var modelUUID: String
  /// `iaas` or `caas`.
  var modelType: String
  var controllerUUID: String
  var controllerName: String
  var isController: Bool
  @RecordsOnly var current: Bool
  var owner: String
  var cloud: String
  @OmittedWhenEmpty var region: String
  @OmittedWhenEmpty var type: String
  var life: String
  var status: Status
  var access: String
  var lastConnection: ConnectionTime
  @RecordsOnly var machineCount: Int?
  @RecordsOnly var coreCount: Int?
  @RecordsOnly var unitCount: Int?
  @OmittedWhenEmpty var agentVersion: String

  struct Status: Encodable, Sendable {
    var current: String
    @OmittedWhenEmpty var message: String
    var since: FriendlyTime?
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case shortName = "short-name"
    case modelUUID = "model-uuid"
    case modelType = "model-type"
    case controllerUUID = "controller-uuid"
    case controllerName = "controller-name"
    case isController = "is-controller"
    case current, owner, cloud, region, type, life, status, access
    case lastConnection = "last-connection"
    case machineCount = "machine-count"
    case coreCount = "core-count"
    case unitCount = "unit-count"
    case agentVersion = "agent-version"
  }

  static let columns = [
    "name", "short-name", "model-uuid", "model-type", "controller-uuid", "controller-name",
    "is-controller", "current", "owner", "cloud", "region", "type", "life", "status", "access",
    "last-connection", "machine-count", "core-count", "unit-count", "agent-version",
  ]

  init(_ summary: ModelSummary, controller: String, current: String?, times: FriendlyTimes) {
    name = summary.qualifiedName
    shortName = summary.name
    modelUUID = summary.uuid
    modelType = summary.type
    controllerUUID = summary.controllerUUID
    controllerName = controller
    isController = summary.isController
    self.current = current == summary.qualifiedName
    owner = summary.ownerTag.id(of: .user) ?? ""
    cloud = summary.cloudTag.id(of: .cloud) ?? ""
    region = summary.cloudRegion ?? ""
    type = summary.providerType ?? ""
    life = summary.life.rawValue
    status = Status(
      current: summary.status?.status.rawValue ?? "", message: summary.status?.info ?? "",
      since: times.time(summary.status?.since))
    access = summary.userAccess.rawValue
    lastConnection = ConnectionTime(time: times.time(summary.lastConnection))
    func count(_ entity: String) -> Int? {
      summary.counts.first { $0.entity == entity }?.count
    }
    machineCount = count("machines")
    coreCount = count("cores")
    unitCount = count("units")
    agentVersion = summary.agentVersion
  }
}

/// When somebody was last connected to a model, if ever.
struct ConnectionTime: EncodesAsValue, Sendable {
  let time: FriendlyTime?

  var text: String { time?.text ?? "never connected" }

  func encoded(by encoder: ValueEncoder) -> Value? {
    encoder.form == .records ? time?.encoded(by: encoder) ?? .null : .string(text)
  }
}

/// The table of `models`; it has the counts that the controller told of any model.
private struct ModelsTable {
  let text: String

  init(_ models: [ListedModel], controller: String, user: String, showsUUID: Bool) {
    let hasMachines = models.contains { $0.machineCount != nil }
    let hasCores = models.contains { $0.coreCount != nil }
    let hasUnits = models.contains { $0.unitCount != nil }
    let head =
      ["Model"] + (showsUUID ? ["UUID"] : []) + ["Cloud/Region", "Type", "Status"]
      + (hasMachines ? ["Machines"] : []) + (hasCores ? ["Cores"] : [])
      + (hasUnits ? ["Units"] : []) + ["Access", "Last connection"]
    // Juju aligns the fifth and sixth columns of counts, whatever stands in them.
    let shift = showsUUID ? 1 : 0
    let right = (hasMachines ? [4 + shift] : []) + (hasCores || hasUnits ? [5 + shift] : [])
    var table = Tabular(rightAligned: Set(right))
    table.add(texts: head)
    for model in models {
      let name = WhoAmI.short(model.name, user) + (model.current ? "*" : "")
      let region = model.region.isEmpty ? "" : "/\(model.region)"
      var row: [Tabular.Cell] = [.init(name)]
      if showsUUID { row.append(.init(model.modelUUID)) }
      let status = model.status.current.isEmpty ? "-" : model.status.current
      row += [.init(model.cloud + region), .init(model.type), .status(status)]
      if hasMachines { row.append(.init("\(model.machineCount ?? 0)")) }
      if hasCores { row.append(.number(model.coreCount)) }
      if hasUnits { row.append(.number(model.unitCount)) }
      row += [.init(model.access.isEmpty ? "-" : model.access), .init(model.lastConnection.text)]
      table.add(row)
    }
    text = "Controller: \(controller)\n\n" + table.text()
  }
}
