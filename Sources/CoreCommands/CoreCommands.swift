package import CommandKit

/// The commands that belong to the language itself, one list per family. A test fails for a
/// command file whose type stands in no list.
package enum CoreCommands {
  package static let all: [any Command.Type] = records + text + formats + flow + shell

  static let records: [any Command.Type] = [Select.self, GroupBy.self, Sum.self]
  static let text: [any Command.Type] = []
  static let formats: [any Command.Type] = [From.self, To.self, Open.self]
  static let flow: [any Command.Type] = []
  static let shell: [any Command.Type] = []
}
