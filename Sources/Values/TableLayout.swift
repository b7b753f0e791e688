import Diagnostics

/// How wide the columns of a table are, and which of them there is room for.
struct TableLayout {
  private struct Column {
    let name: String
    let index: Int
    var width: Int
    let isRight: Bool
  }

  /// A column is made no narrower than this to make room for others; then some are left out.
  private static let narrowest = 20
  private static let gap = "  "

  private var columns: [Column]
  /// Whether cells that are too wide are cut: only on a terminal.
  private let cuts: Bool
  /// The names of the columns without room.
  private(set) var dropped: [String] = []

  init(_ names: [String], _ rows: [[TableCell]], width: Int?) {
    cuts = width != nil
    columns = names.enumerated().map { index, name in
      var widest = 0
      var hasNumbers = false
      var hasOthers = false
      for row in rows where index < row.count {
        widest = max(widest, row[index].width)
        if row[index].isNumber {
          hasNumbers = true
        } else if !row[index].isEmpty {
          hasOthers = true
        }
      }
      let name = TableCell(.string(name)).text
      return Column(
        name: name, index: index, width: max(widest, TerminalText.width(of: name)),
        isRight: hasNumbers && !hasOthers)
    }
    if let width { fit(max(width, 1)) }
  }

  // MARK: Fitting

  /// Narrows the widest columns as far as is decent, then leaves out columns from the right, then
  /// gives what room is left back.
  private mutating func fit(_ room: Int) {
    guard Self.total(columns, limit: .max) > room else { return }
    var kept = columns.count
    while kept > 1, Self.total(columns[..<kept], limit: Self.narrowest) > room { kept -= 1 }
    dropped = columns[kept...].map(\.name)
    columns.removeSubrange(kept...)
    var limit = Self.narrowest
    while limit < room, Self.total(columns, limit: limit + 1) <= room { limit += 1 }
    for index in columns.indices { columns[index].width = Self.width(columns[index], limit) }
    if columns.count == 1 { columns[0].width = min(columns[0].width, room) }
  }

  private static func total(_ columns: some Collection<Column>, limit: Int) -> Int {
    columns.reduce(0) { $0 + width($1, limit) } + gap.count * (columns.count - 1)
  }

  /// The width under a limit, which never cuts the column's name.
  private static func width(_ column: Column, _ limit: Int) -> Int {
    min(column.width, max(limit, TerminalText.width(of: column.name)))
  }

  // MARK: Writing

  /// Appends the line of names; bold where colour may be used.
  func appendHeader(usesColour: Bool, to out: inout String) {
    if usesColour { out += "\u{1b}[1m" }
    appendLine(to: &out) { TableCell(.string($0.name)) }
    if usesColour {
      out.removeLast()
      out += "\u{1b}[0m\n"
    }
  }

  /// Appends the line of a record.
  func append(_ cells: [TableCell], to out: inout String) {
    let empty = TableCell(.null)
    appendLine(to: &out) { $0.index < cells.count ? cells[$0.index] : empty }
  }

  /// Appends a line without blanks at its end.
  private func appendLine(to out: inout String, _ cell: (Column) -> TableCell) {
    var blanks = 0
    for (position, column) in columns.enumerated() {
      if position > 0 { blanks += Self.gap.count }
      let cell = cell(column)
      let isCut = cuts && cell.width > column.width
      let padding = isCut ? 0 : max(0, column.width - cell.width)
      if column.isRight { blanks += padding }
      if !cell.isEmpty {
        out += String(repeating: " ", count: blanks)
        blanks = 0
        if isCut {
          let text = Self.cut(cell.text, to: column.width)
          out += text
          blanks += column.width - TerminalText.width(of: text)
        } else {
          out += cell.text
        }
      }
      if !column.isRight { blanks += padding }
    }
    out += "\n"
  }

  private static func cut(_ text: String, to width: Int) -> String {
    var result = ""
    var used = 0
    for character in text {
      let next = TerminalText.width(of: character)
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }
}
