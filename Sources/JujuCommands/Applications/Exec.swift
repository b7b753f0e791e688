import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Answers what runbooks ask a unit for, without running anything on it: the numbers of its
/// relations.
///
/// Source: Juju facade `Application`, `UnitsInfo`.
struct Exec: Command {
  static let name = "exec"
  static let group = CommandGroup.applications
  static let summary = "Show the numbers of a unit's relations, as 'relation-ids' does on the unit"
  static let details = """
    offsh runs no programs on units. 'exec --unit mediawiki/0 -- relation-ids db' is answered from \
    what the controller knows; any other command needs Juju's own client.
    """
  static let result = ResultShape.text
  static let examples: [Example] = ["exec --unit wordpress/0 -m consumer -- relation-ids db"]

  @Flag("The unit", short: "u", name: "unit") var units: [UnitName]
  @Argument("relation-ids and an endpoint", label: "word", missing: "no commands specified")
  var words: [String]
  var model = ModelOption()
  var juju = JujuOptions()

  /// `relation-ids db` also comes as one quoted word.
  private var command: [String] { words.flatMap { $0.split(separator: " ").map(String.init) } }

  func check(in runtime: Runtime) throws(Diagnostic) {
    guard command.first == "relation-ids" else {
      throw Diagnostic(
        JujuCommandDiagnostic.notHere,
        "'\(words.joined(separator: " "))' would have to run on the unit",
        hint: "offsh answers 'relation-ids ENDPOINT' only; for others use 'juju exec'")
    }
    guard command.count == 2 else { throw .juju(usage: "no endpoint name specified") }
    guard !units.isEmpty else {
      throw .juju(
        usage:
          "You must specify a target, either through --all, --machine, --application or --unit",
        hint: "exec --unit UNIT -- relation-ids ENDPOINT")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    var lines: [String] = []
    for (index, unit) in units.enumerated() {
      do throws(Diagnostic) {
        let known = try Applications(on: channel).unit(unit.name)
        lines += (known.relationData ?? []).filter { $0.endpoint == command[1] }
          .map { "\($0.endpoint):\($0.relationID)" }
      } catch {
        let shown =
          error.id == JujuDiagnostic.notFound
          ? ModelNames(channel).suggesting(unit: unit, on: error) : error
        throw shown.located(at: context.call.span(of: "unit", index))
      }
    }
    return lines.isEmpty ? .silent(.string("")) : .text(lines.joined(separator: "\n"))
  }
}
