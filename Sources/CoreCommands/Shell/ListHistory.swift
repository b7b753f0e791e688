import CommandKit
import Diagnostics
package import Values

/// What was entered at prompts; the shell provides it.
package struct EnteredTexts: Sendable {
  /// A text of one line or more, and when it was entered.
  package struct Entry: Sendable {
    let time: Timestamp
    let text: String

    package init(_ text: String, at time: Timestamp) {
      self.text = text
      self.time = time
    }
  }

  private let read: @Sendable () -> [Entry]

  /// `read` gives all that is kept, the oldest first.
  package init(_ read: @escaping @Sendable () -> [Entry]) { self.read = read }

  var entries: [Entry] { read() }
}

/// Lists what was entered.
struct ListHistory: Command {
  static let name = "history"
  static let group = CommandGroup.shell
  static let summary = "List what was entered at the prompt, the oldest first"
  static let details = """
    Every text stands there once, where it was entered last; lines that begin with a blank or hold \
    a secret are not kept.
    """
  static let result = ResultShape.records(["time", "text"])
  static let examples: [Example] = [
    "history", "history offer", "history | last 10", "history | where .text =~ '^grant' | get text",
  ]

  @Argument("Only what contains this") var text: String?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let entries = try context.runtime.service(EnteredTexts.self)?.entries ?? []
    let shape = Shape(["time", "text"])
    let found = entries.filter { entry in text.map { entry.text.contains($0) } ?? true }
    return Output(
      .list(
        List(found.map { .record(Record(shape, [.timestamp($0.time), .string($0.text)])) })))
  }
}
