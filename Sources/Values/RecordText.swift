import Diagnostics

/// One record as names and values, a line each. Nothing is cut; text of several lines and what is
/// nested stands indented behind its name, nested values in the form of YAML.
struct RecordText {
  private let record: Record
  private let isTerminal: Bool
  private let usesColour: Bool

  init(_ record: Record, isTerminal: Bool, usesColour: Bool) {
    self.record = record
    self.isTerminal = isTerminal
    self.usesColour = usesColour
  }

  /// The lines, each ended; empty for a record without fields.
  var text: String {
    let fields = record.fields.map { field in
      (name: TableCell(.string(field.name.text)), value: field.value)
    }
    let widest = fields.map(\.name.width).max() ?? 0
    var out = ""
    for (name, value) in fields {
      out += usesColour ? "\u{1b}[1m\(name.text)\u{1b}[0m" : name.text
      var gap = widest - name.width + 2
      for line in lines(of: value) {
        if !line.isEmpty { out += String(repeating: " ", count: gap) + line }
        out += "\n"
        gap = widest + 2
      }
    }
    return out
  }

  private func lines(of value: Value) -> [Substring] {
    let text = Self.text(of: value)
    let safe = isTerminal ? TerminalText.escaped(text) : text
    return (safe.hasSuffix("\n") ? safe.dropLast() : safe[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func text(of value: Value) -> String {
    switch value {
    case .null: return ""
    case .list(let list) where list.isEmpty: return ""
    case .list(let list):
      if let joined = TableCell.joined(list) { return joined }
      return (try? YAMLWriter.text(value)) ?? value.text
    case .decimal: return TableCell(value).text
    case .record: return (try? YAMLWriter.text(value)) ?? value.text
    default: return value.text
    }
  }
}
