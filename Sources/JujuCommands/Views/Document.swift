import Diagnostics
import JSON
import Values

/// A whole result printed as Juju prints it.
enum Document: Sendable {
  case yaml, json

  /// Returns the text of a value, ended by a line break. `flowing` names the fields whose lists
  /// stand in one line of YAML.
  func text(_ value: Value, flowing: Set<String> = []) throws(Diagnostic) -> String {
    switch self {
    case .yaml: return try YAMLWriter.text(value, flowing: flowing)
    case .json:
      // Juju writes JSON with Go, which escapes what HTML could take for markup.
      var writer = JSONWriter(escaping: .html)
      try value.writeJSON(to: &writer)
      writer.endLine()
      return writer.text
    }
  }
}
