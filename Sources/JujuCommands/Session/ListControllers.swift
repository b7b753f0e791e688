import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the controllers the client knows.
struct ListControllers: Command {
  static let name = "controllers"
  static let aliases = ["list-controllers"]
  static let group = CommandGroup.session
  static let summary = "List the controllers you know"
  static let details = """
    What stands in the list was true when somebody last asked; --refresh asks each controller.
    """
  static let result = ResultShape.records(columns)
  static let columns = ["name"] + ListedController.CodingKeys.allCases.map(\.rawValue)
  static let examples: [Example] = ["controllers", "controllers | select name user agent-version"]

  @Switch("Ask each controller for what is new") var refresh = false
  @Switch("Accepted as Juju accepts it; controllers of JAAS are listed either way")
  var managed = false
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    if refresh { try refreshAll(session, context) }
    let directory = session.directory
    let rows = NamedEntries(
      directory.controllers.map {
        ($0.name, ListedController($0, isCurrent: $0.name == directory.currentController))
      })
    let columns = Self.columns
    let isRefreshed = refresh
    let isJSON = output.format == .json
    return try output.output(
      .stream(ValueStream(try Self.records(rows), columns: columns)), in: context,
      flowing: ListedController.flowing,
      document: { () throws(Diagnostic) in
        let listing = try ValueEncoder(.document).encode(
          Listing(controllers: rows, current: directory.currentController ?? ""))
        return isJSON ? listing.withControllerNamesOfJSON : listing
      },
      table: { (_, _) throws(Diagnostic) in Self.table(directory, isRefreshed: isRefreshed) })
  }

  private struct Listing: Encodable {
    var controllers: NamedEntries<ListedController>
    var current: String

    private enum CodingKeys: String, CodingKey {
      case controllers
      case current = "current-controller"
    }
  }

  private static func records(
    _ rows: NamedEntries<ListedController>
  ) throws(Diagnostic) -> [Value] {
    guard case .list(let list) = try ValueEncoder(.records).encode(rows) else { return [] }
    return list.values
  }

  /// Asks every controller; one that does not answer is reported and keeps what was known.
  private func refreshAll(_ session: JujuSession, _ context: CommandContext) throws(Diagnostic) {
    for known in session.directory.controllers where known.account != nil {
      do throws(Diagnostic) {
        try refresh(known, session)
      } catch {
        if error.exitCode == .interrupted { throw error }
        context.report("\(known.name): \(error.message)")
      }
    }
  }

  private func refresh(_ known: KnownController, _ session: JujuSession) throws(Diagnostic) {
    let channel = try session.channel(to: known.name)
    _ = try session.refreshModels(of: known.name)
    let access = try channel.authenticatedUser()?.controllerAccess
    let version = try channel.serverVersion()
    let summaries = try Models(on: channel).summaries(of: session.user(of: known), all: false)
    let machines = summaries.flatMap(\.counts).filter { $0.entity == "machines" }
      .reduce(0) { sum, counted in
        let (total, overflows) = sum.addingReportingOverflow(counted.count)
        return overflows ? .max : total
      }
    session.update(known.name) { controller in
      controller.account?.lastKnownAccess = access?.rawValue ?? known.account?.lastKnownAccess
      controller.agentVersion = version ?? known.agentVersion
      controller.machineCount = machines
    }
  }

  private static func table(_ directory: JujuDirectory, isRefreshed: Bool) -> String {
    var table = Tabular(rightAligned: [5, 6, 7])
    table.add(texts: [
      "Controller", "Model", "User", "Access", "Cloud/Region", "Models", "Nodes", "HA", "Version",
    ])
    for known in directory.controllers {
      let user = known.account?.user
      let model = known.currentModel.map { WhoAmI.short($0, user ?? "") }
      let region = known.region.map { "/\($0)" } ?? ""
      table.add(texts: [
        known.name + (known.name == directory.currentController ? "*" : ""), model ?? "-",
        user ?? "-", user == nil ? "-" : known.account?.lastKnownAccess ?? "(unknown)",
        known.cloud.map { $0 + region } ?? "-", count(known.models.count),
        count(known.machineCount ?? 0), availability(known), known.agentVersion ?? "(unknown)",
      ])
    }
    let notice = "Use --refresh option with this command to see the latest information.\n\n"
    return (isRefreshed ? "" : notice) + table.text()
  }

  private static func count(_ number: Int) -> String { number == 0 ? "-" : "\(number)" }

  /// How many machines run the controller; one alone has no high availability.
  private static func availability(_ known: KnownController) -> String {
    guard let all = known.controllerMachineCount, all > 0, !known.runsOnKubernetes else {
      return "-"
    }
    if all == 1 { return "none" }
    let active = known.activeControllerMachineCount ?? all
    return active < all ? "\(active)/\(all)" : "\(all)"
  }
}
