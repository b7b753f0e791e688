package import Diagnostics

/// Writes records as a Markdown table (GitHub's form). Numbers of the first batch are right-aligned;
/// bars are escaped, line breaks become `<br>`, control characters are made visible.
package struct MarkdownTable {
  private let declared: [String]?
  private var columns = FixedColumns(format: "markdown")
  private var hasHeader = false

  /// `declared` are columns known before any record.
  package init(declared: [String]?) { self.declared = declared }

  /// Returns the rows of a batch, with the header before the first.
  package mutating func rows(of batch: Batch) throws(Diagnostic) -> String {
    var out = ""
    var rows: [[Value]] = []
    if !hasHeader { try columns.decide(declared, batch) }
    try batch.forEach { (item) throws(Diagnostic) in rows.append(try columns.values(of: item)) }
    if !hasHeader { out += header(rows) }
    for row in rows {
      var cells: [String] = []
      for value in row { cells.append(Self.cell(try value.cellText())) }
      out += Self.line(cells)
    }
    return out
  }

  /// Returns what is left: the header, when no record came and columns are declared.
  package mutating func finish() throws(Diagnostic) -> String {
    guard !hasHeader, declared?.isEmpty == false else { return "" }
    try columns.decide(declared, nil)
    return header([])
  }

  private mutating func header(_ rows: [[Value]]) -> String {
    hasHeader = true
    let rules = columns.texts.indices.map { column in
      let cells = rows.map { TableCell($0[column]) }.filter { !$0.isEmpty }
      return !cells.isEmpty && cells.allSatisfy(\.isNumber) ? "---:" : "---"
    }
    return Self.line(columns.texts.map(Self.cell)) + Self.line(rules)
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text.hasSuffix("\n") ? text.dropLast() : text[...] {
      switch character {
      case "|": result += "\\|"
      case "\n", "\r\n": result += "<br>"
      default: result.append(character)
      }
    }
    return TerminalText.escaped(result, keepsLines: false)
  }
}
