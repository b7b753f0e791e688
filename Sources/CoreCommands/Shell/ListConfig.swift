import CommandKit
import Diagnostics
import Values

/// Where the shell finds and keeps things; the shell provides it.
package struct ShellSettings: Sendable {
  /// A setting, its value, and what decided it.
  package struct Entry: Sendable {
    let name: String
    let value: String?
    let source: String

    /// `value` is nil for what is not there; `source` names an option or a variable, or is `default`.
    package init(_ name: String, _ value: String?, from source: String) {
      self.name = name
      self.value = value
      self.source = source
    }
  }

  private let read: @Sendable () -> [Entry]

  package init(_ read: @escaping @Sendable () -> [Entry]) { self.read = read }

  var entries: [Entry] { read() }
}

/// Lists where the shell finds and keeps things.
struct ListConfig: Command {
  static let name = "config"
  static let group = CommandGroup.shell
  static let summary = "List where offsh finds and keeps things, and what decided it"
  static let details = """
    The sandbox's file, the folder of Juju's own client, the history, the log of writes, and \
    whether writes are sent. Options of the offsh call and variables of the environment decide \
    them; with a name its value alone is given.
    """
  static let result = ResultShape.records(["name", "value", "source"])
  static let examples: [Example] = ["config", "config | where .source == 'default'"]

  @Argument("Only this setting") var name: String?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let entries = try context.runtime.service(ShellSettings.self)?.entries ?? []
    guard let name else {
      let shape = Shape(["name", "value", "source"])
      return Output(
        .list(
          List(
            entries.map { entry in
              .record(
                Record(
                  shape,
                  [
                    .string(entry.name), entry.value.map { .string($0) } ?? .null,
                    .string(entry.source),
                  ]))
            })))
    }
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw Diagnostic(
        ShellDiagnostic.unknownSetting, "there is no setting '\(name)'",
        at: context.call.span(of: "name"),
        hint: Suggestion.hint(for: name, among: entries.map(\.name)) ?? "'config' lists them")
    }
    return Output(entry.value.map { .string($0) } ?? .null)
  }
}
