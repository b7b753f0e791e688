import CommandKit
package import Diagnostics
import JSON
import JujuClient
package import Values

/// Reads a YAML document by its path; the shell provides it.
package struct DocumentFile: Sendable {
  private let read: @Sendable (String) throws(Diagnostic) -> Value

  package init(_ read: @escaping @Sendable (String) throws(Diagnostic) -> Value) {
    self.read = read
  }

  /// Returns what the document holds; null for an empty one.
  package func value(at path: String) throws(Diagnostic) -> Value { try read(path) }
}

/// The settings that a file holds: `key: value`, or what `model-config --format yaml` prints, of
/// which only what was set for a model counts.
struct SettingsFile {
  /// What Juju manages itself.
  static let readOnly: Set<String> = ["agent-version", "name", "type", "uuid"]

  let settings: [String: RawJSON]

  /// Reads a file; `skipsReadOnly` leaves out what Juju manages.
  ///
  /// Throws `juju.bad-arguments` for what is no map of settings, and what the reader throws.
  init(_ path: String, skipsReadOnly: Bool, _ context: CommandContext) throws(Diagnostic) {
    let file = try context.runtime.service(DocumentFile.self)
    let value = try file?.value(at: path) ?? .null
    if case .null = value {
      settings = [:]
      return
    }
    guard case .record(let record) = value else {
      throw Self.malformed("\(path) holds no settings", "write a line KEY: VALUE for each", context)
    }
    var settings: [String: RawJSON] = [:]
    for (name, value) in record.fields {
      if skipsReadOnly, Self.readOnly.contains(name.text) { continue }
      guard let setting = Self.setting(value) else { continue }
      guard let json = Self.json(setting) else {
        throw Self.malformed(
          "the setting \(name.text.quoted) of \(path) is \(setting.kindPhrase)",
          "a setting is text, a number, true or false", context)
      }
      settings[name.text] = json
    }
    self.settings = settings
  }

  /// The value itself, or the one that was listed with where it comes from; nil for a default.
  private static func setting(_ value: Value) -> Value? {
    guard case .record(let record) = value,
      let inner = record["value"] ?? record["Value"],
      let source = record["source"] ?? record["Source"]
    else { return value }
    return source.text == "model" ? inner : nil
  }

  private static func json(_ value: Value) -> RawJSON? {
    switch value {
    case .string(let text): .string(text)
    case .int, .float, .bool, .decimal: (try? RawJSON(parsing: value.text)) ?? .string(value.text)
    case .null: .string("")
    default: nil
    }
  }

  private static func malformed(
    _ message: String, _ hint: String, _ context: CommandContext
  ) -> Diagnostic {
    context.usage(message, at: "file", hint: hint)
  }
}
