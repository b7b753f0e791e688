import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Shows what is in a model and how it is.
///
/// Source: Juju facade `Client`, `FullStatus`.
struct ShowStatus: Command {
  static let name = "status"
  static let group = CommandGroup.applications
  static let summary = "Show what is in a model and how it is"
  static let details = """
    Patterns choose applications, units or machines: mysql, mysql/0, 'nova-*'. The record that a \
    pipe gets has a list for each section, relations included.
    """
  static let result = ResultShape.record([
    "model", "machines", "applications", "application-endpoints", "offers", "relations", "storage",
    "controller",
  ])
  static let examples: [Example] = [
    "status", "status --relations", "status mysql", "status --format yaml",
    "status | get offers | where .active-connected-count > 0",
  ]

  @Argument("Only what matches one of these", label: "pattern", atLeast: 0) var patterns: [String]
  @Switch("Also show relations", aliases: ["integrations"]) var relations = false
  @Switch("Also show storage") var storage = false
  @Switch("Tell times in UTC") var utc = false
  @Switch("Accepted as Juju accepts it; colour follows the terminal") var color = false
  @Switch("Accepted as Juju accepts it; colour follows the terminal") var noColor = false
  @Flag("Juju's own way to repeat; offsh has 'watch'") var watch: Duration?
  var model = ModelOption()
  var output = OutputOption<StatusFormat>()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    guard watch == nil else {
      throw .juju(
        usage: "status does not repeat itself here", hint: "write: watch { status }")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let status = try ModelStatus(on: context.juju.channel(to: place))
      .full(matching: patterns, includesStorage: storage)
    let times = utc ? StatusTimes.utc : .local(context.localTime)
    let view = StatusView(status, of: place, times: times)
    let (relations, storage, patterns) = (relations, storage, patterns)
    let isFiltered = !patterns.isEmpty
    let names = ModelNames(try context.juju.channel(to: place))
    return try output.output(view, in: context) { (format, screen) throws(Diagnostic) in
      switch format {
      case .line, .oneline, .short: return StatusLines.units(status)
      case .summary: return StatusLines.summary(status)
      case .tabular, .yaml, .json: break
      }
      if let remark = Self.remark(status, place, isFiltered) {
        context.report(remark)
        let nearest = patterns.count == 1 ? names.nearest(to: patterns[0]) : nil
        if let nearest { context.report("  hint: did you mean '\(nearest)'?") }
      }
      return StatusTables(
        status, of: place, times: times, usesColour: screen.usesColour
      ).text(showsRelations: relations, showsStorage: storage)
    }
  }

  /// What Juju says beside the table when there is nothing to put in it.
  private static func remark(
    _ status: FullStatus, _ place: ModelPlace, _ isFiltered: Bool
  ) -> String? {
    let isEmpty =
      status.applications.isEmpty && status.machines.isEmpty && status.remoteApplications.isEmpty
      && status.offers.isEmpty
    guard isEmpty else { return nil }
    return isFiltered
      ? "Nothing matched specified filter." : "\nModel \(place.name.quoted) is empty."
  }
}
