package import Diagnostics

/// Values as people read them: streams of records as fitted tables, one record as names and values,
/// plain values one to a line.
///
/// Idea: the first rows are held back until they have told how wide each column is; from then on
/// every row is written as it comes, so a table of any length takes constant memory. On a terminal
/// later cells are cut to their column and columns without room are left out and named in the last
/// line; elsewhere nothing is cut. A field that nobody had before begins a new table. What comes
/// from servers is escaped: no control character gets out of a cell.
package struct TableText {
  /// How many rows decide the widths.
  static let sampleSize = 500

  private let width: Int?
  private let usesColour: Bool
  private var section: Section

  /// What is being written.
  private enum Section {
    case nothing(declared: [String]?)
    case values(PlainLines)
    case records(TableSection)
  }

  /// `columns` are declared names, shown even when no record comes. `width` is that of the terminal,
  /// nil where the output is none.
  package init(columns: [String]? = nil, width: Int?, usesColour: Bool = false) {
    self.width = width
    self.usesColour = usesColour
    section = .nothing(declared: columns)
  }

  /// Takes items, and returns what can be shown already.
  package mutating func add(_ batch: Batch) -> String {
    var out = ""
    switch batch {
    case .records(let rows, let selection?):
      for row in selection { add(rows, Int(row), &out) }
    case .records(let rows, nil):
      for row in 0..<rows.count { add(rows, row, &out) }
    case .values(let values):
      for value in values {
        if case .record(let record) = value {
          add(record.rows, record.row, &out)
        } else {
          add(value, &out)
        }
      }
    }
    return out
  }

  /// Returns what is left: rows held back, and the names of columns left out.
  package mutating func finish() -> String {
    defer { section = .nothing(declared: nil) }
    switch section {
    case .nothing(let declared):
      guard let declared, !declared.isEmpty else { return "" }
      var header = newSection(declared)
      return header.finish()
    case .values: return ""
    case .records(var table): return table.finish()
    }
  }

  /// Whether nothing was added yet.
  private var isEmpty: Bool {
    if case .nothing = section { true } else { false }
  }

  private func newSection(_ columns: [String]?) -> TableSection {
    TableSection(columns: columns, width: width, usesColour: usesColour)
  }

  // The section is moved out and back in, so that it is changed in place.

  private mutating func add(_ rows: RecordBatch, _ row: Int, _ out: inout String) {
    var table: TableSection
    switch section {
    case .records(let open): table = open
    case .nothing(let declared): table = newSection(declared)
    case .values: table = newSection(nil)
    }
    section = .nothing(declared: nil)
    if !table.accepts(rows.shape(of: row)) {
      let columns = table.columnNames
      out += table.finish()
      out += "\n"
      table = newSection(columns)
    }
    table.add(rows, row, &out)
    section = .records(table)
  }

  private mutating func add(_ value: Value, _ out: inout String) {
    var lines = PlainLines(isTerminal: width != nil)
    switch section {
    case .values(let open): lines = open
    case .nothing: break
    case .records(var table): out += table.finish()
    }
    lines.add(value, &out)
    section = .values(lines)
  }
}

extension TableText {
  /// Renders any value, handing pieces of text to `emit` as they are ready. A stream is read to its
  /// end.
  package static func render(
    _ value: Value, width: Int?, usesColour: Bool,
    to emit: (String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch value {
    case .null: return
    case .record(let record):
      try emit(RecordText(record, isTerminal: width != nil, usesColour: usesColour).text)
    case .list, .stream:
      guard let stream = value.asStream else { return }
      if let source = stream.source, let shown = source.shownFields { source.need(only: shown) }
      var table = TableText(columns: stream.columns, width: width, usesColour: usesColour)
      do throws(Diagnostic) {
        while let batch = try stream.next() {
          let piece = table.add(batch)
          if !piece.isEmpty { try emit(piece) }
        }
      } catch {
        // What came before the failure is shown, held back or not; a header alone says nothing.
        let rest = table.isEmpty ? "" : table.finish()
        if !rest.isEmpty { try emit(rest) }
        throw error
      }
      let rest = table.finish()
      if !rest.isEmpty { try emit(rest) }
    case .bytes(let bytes):
      let text = try bytes.readText()
      try emit(width == nil ? text : TerminalText.escaped(text))
    default:
      let text = width == nil ? value.text : TerminalText.escaped(value.text)
      try emit(text.hasSuffix("\n") ? text : text + "\n")
    }
  }

  /// Returns any value as it is rendered.
  package static func text(
    _ value: Value, width: Int? = nil, usesColour: Bool = false
  ) throws(Diagnostic) -> String {
    var text = ""
    try render(value, width: width, usesColour: usesColour) { text += $0 }
    return text
  }
}

/// Values that are no records, one to a line. Nulls count only beside something else: what blocks
/// that give nothing leave behind is not shown as empty lines.
private struct PlainLines {
  private let isTerminal: Bool
  private var hasShown = false
  private var waitingNulls = 0

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  mutating func add(_ value: Value, _ out: inout String) {
    if value.isNull {
      if hasShown { out += "\n" } else { waitingNulls += 1 }
      return
    }
    if !hasShown { out += String(repeating: "\n", count: waitingNulls) }
    hasShown = true
    out += isTerminal ? TerminalText.escaped(value.text) : value.text
    out += "\n"
  }
}
