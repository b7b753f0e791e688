import Diagnostics

/// A model of what a terminal shows: characters go in, rows of text come out.
///
/// Knows what a line editor uses of ECMA-48 and xterm: printing with wrapping at the margin put off
/// until the next character, cursor motions, erasing, inserting and deleting, scrolling. Colours
/// are ignored, other controls too. Rows broken by the margin are joined and broken anew when the
/// width changes, as most terminals do.
package struct TerminalScreen: Sendable, CustomStringConvertible {
  /// One cell; the right half of a wide character is nil.
  private typealias Cell = Character?

  private struct Row {
    var cells: [Cell]
    /// The text goes on in the next row because it reached the margin.
    var isWrapped = false
  }

  package private(set) var rowCount: Int
  package private(set) var columnCount: Int
  /// From 0.
  package private(set) var cursor = (row: 0, column: 0)
  /// Rows that went out at the top, as text.
  package private(set) var scrolledOff: [String] = []
  /// Whether the program has asked for pastes to be marked.
  package private(set) var marksPastes = false
  package private(set) var bellCount = 0

  private var rows: [Row]
  /// The last column was written; the next character goes to the next row first.
  private var isAtMargin = false
  private var saved = (row: 0, column: 0)
  private var state = ParserState.ground

  private enum ParserState {
    case ground
    case escape
    case control(String)
    case charset
    case string
  }

  package init(rows: Int, columns: Int) {
    rowCount = rows
    columnCount = columns
    self.rows = (0..<rows).map { _ in Row(cells: Self.blanks(columns)) }
  }

  /// Returns the rows as text without blanks at their ends, down to the last that shows something
  /// or holds the cursor, which is marked with `▮` before the character it stands on.
  package func text(markingCursor: Bool = true) -> String {
    var lines = rows.enumerated().map { index, row in
      markingCursor && index == cursor.row ? markedText(of: row) : Self.text(of: row)
    }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  package var description: String { text() }

  private func markedText(of row: Row) -> String {
    let before = row.cells[..<min(cursor.column, row.cells.count)].compactMap { $0 }
    let after = row.cells[min(cursor.column, row.cells.count)...].compactMap { $0 }
    return String(before) + "▮" + Self.trimmed(String(after))
  }

  private static func text(of row: Row) -> String { trimmed(String(row.cells.compactMap { $0 })) }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  private static func blanks(_ count: Int) -> [Cell] { [Cell](repeating: " ", count: count) }
}

// MARK: - Input

extension TerminalScreen {
  /// Shows what a program wrote.
  package mutating func show(_ text: String) {
    for scalar in text.unicodeScalars { take(scalar) }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch state {
    case .ground: takeText(scalar)
    case .escape: takeEscape(scalar)
    case .charset: state = .ground
    case .string:
      if scalar == "\u{7}" || scalar == "\\" { state = .ground }
    case .control(let parameters):
      if (0x40...0x7E).contains(scalar.value) {
        state = .ground
        perform(scalar, parameters)
      } else {
        state = .control(parameters + String(scalar))
      }
    }
  }

  private mutating func takeText(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1b}": state = .escape
    case "\r": moveTo(column: 0)
    case "\n": lineFeed()
    case "\u{8}": moveTo(column: cursor.column - 1)
    case "\t": moveTo(column: min(columnCount - 1, (cursor.column / 8 + 1) * 8))
    case "\u{7}": bellCount += 1
    default: if scalar.value >= 0x20, scalar.value != 0x7F { put(scalar) }
    }
  }

  private mutating func takeEscape(_ scalar: Unicode.Scalar) {
    state = .ground
    switch scalar {
    case "[": state = .control("")
    case "]", "P": state = .string
    case "(", ")": state = .charset
    case "7": saved = cursor
    case "8": cursor = saved
    case "M": cursor.row = max(0, cursor.row - 1)
    default: break
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = TerminalText.width(of: Character(scalar))
    if width == 0 { return combine(scalar) }
    if isAtMargin || cursor.column + width > columnCount {
      rows[cursor.row].isWrapped = true
      lineFeed()
      cursor.column = 0
    }
    isAtMargin = false
    rows[cursor.row].cells[cursor.column] = Character(scalar)
    if width == 2 { rows[cursor.row].cells[cursor.column + 1] = nil }
    cursor.column += width
    if cursor.column >= columnCount {
      cursor.column = columnCount - 1
      isAtMargin = true
    }
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    var column = cursor.column - (isAtMargin ? 0 : 1)
    while column > 0, rows[cursor.row].cells[column] == nil { column -= 1 }
    guard column >= 0, let base = rows[cursor.row].cells[column] else { return }
    var text = String(base)
    text.unicodeScalars.append(scalar)
    if text.count == 1 { rows[cursor.row].cells[column] = Character(text) }
  }

  private mutating func lineFeed() {
    isAtMargin = false
    if cursor.row + 1 < rowCount {
      cursor.row += 1
    } else {
      scrolledOff.append(Self.text(of: rows.removeFirst()))
      rows.append(Row(cells: Self.blanks(columnCount)))
    }
  }

  private mutating func moveTo(column: Int) {
    isAtMargin = false
    cursor.column = min(max(0, column), columnCount - 1)
  }
}

// MARK: - Control sequences

extension TerminalScreen {
  private mutating func perform(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first ?? nil
    let count = max(1, first ?? 1)
    switch final {
    case "A": moveTo(row: cursor.row - count)
    case "B", "e": moveTo(row: cursor.row + count)
    case "C", "a": moveTo(column: cursor.column + count)
    case "D": moveTo(column: cursor.column - count)
    case "E", "F":
      moveTo(row: cursor.row + (final == "E" ? count : -count))
      moveTo(column: 0)
    case "G", "`": moveTo(column: count - 1)
    case "d": moveTo(row: count - 1)
    case "H", "f":
      moveTo(row: count - 1)
      moveTo(column: (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1)
    case "J": eraseScreen(first ?? 0)
    case "K": eraseRow(first ?? 0)
    case "X": erase(cursor.column..<min(columnCount, cursor.column + count))
    case "P": deleteCells(count)
    case "@": insertCells(count)
    case "h", "l": if parameters == "?2004" { marksPastes = final == "h" }
    default: break
    }
  }

  private mutating func moveTo(row: Int) {
    isAtMargin = false
    cursor.row = min(max(0, row), rowCount - 1)
  }

  private mutating func erase(_ columns: Range<Int>) {
    isAtMargin = false
    for column in columns { rows[cursor.row].cells[column] = " " }
  }

  private mutating func eraseRow(_ part: Int) {
    switch part {
    case 1: erase(0..<cursor.column + 1)
    case 2: erase(0..<columnCount)
    default:
      erase(cursor.column..<columnCount)
      rows[cursor.row].isWrapped = false
    }
  }

  private mutating func eraseScreen(_ part: Int) {
    switch part {
    case 1: eraseRow(1)
    case 2, 3: for row in rows.indices { rows[row] = Row(cells: Self.blanks(columnCount)) }
    default: eraseRow(0)
    }
    let cleared = part == 1 ? 0..<cursor.row : part == 0 ? cursor.row + 1..<rowCount : 0..<0
    for row in cleared { rows[row] = Row(cells: Self.blanks(columnCount)) }
  }

  private mutating func deleteCells(_ count: Int) {
    let count = min(count, columnCount - cursor.column)
    rows[cursor.row].cells.removeSubrange(cursor.column..<cursor.column + count)
    rows[cursor.row].cells += Self.blanks(count)
  }

  private mutating func insertCells(_ count: Int) {
    let count = min(count, columnCount - cursor.column)
    rows[cursor.row].cells.insert(contentsOf: Self.blanks(count), at: cursor.column)
    rows[cursor.row].cells.removeLast(count)
  }
}

// MARK: - Resizing

extension TerminalScreen {
  /// Changes the size; lines that were broken at the margin are broken anew.
  package mutating func resize(rows newRowCount: Int, columns newColumnCount: Int) {
    var result: [Row] = []
    var newCursor = (row: 0, column: 0)
    var line: [Cell] = []
    var cursorInLine: Int?
    for (index, row) in rows.enumerated() {
      if index == cursor.row { cursorInLine = line.count + cursor.column + (isAtMargin ? 1 : 0) }
      line += row.cells
      if row.isWrapped, index + 1 < rows.count { continue }
      let kept = max(Self.usedCount(line), cursorInLine ?? 0)
      let broken = Self.broken(Array(line[..<min(kept, line.count)]), at: newColumnCount)
      if let place = cursorInLine {
        newCursor = (result.count + place / newColumnCount, place % newColumnCount)
      }
      result += broken
      (line, cursorInLine) = ([], nil)
    }
    while result.count > newCursor.row + 1, result.count > newRowCount,
      Self.text(of: result[result.count - 1]).isEmpty
    { result.removeLast() }
    while result.count <= newCursor.row { result.append(Row(cells: Self.blanks(newColumnCount))) }
    let excess = max(0, result.count - newRowCount)
    scrolledOff += result[..<excess].map { Self.text(of: $0) }
    result.removeFirst(excess)
    while result.count < newRowCount { result.append(Row(cells: Self.blanks(newColumnCount))) }
    cursor = (max(0, newCursor.row - excess), newCursor.column)
    (rows, rowCount, columnCount, isAtMargin) = (result, newRowCount, newColumnCount, false)
  }

  private static func usedCount(_ cells: [Cell]) -> Int {
    (cells.lastIndex { $0 != " " } ?? -1) + 1
  }

  private static func broken(_ cells: [Cell], at width: Int) -> [Row] {
    var result: [Row] = []
    var rest = cells[...]
    repeat {
      var part = Array(rest.prefix(width))
      rest = rest.dropFirst(part.count)
      part += blanks(width - part.count)
      result.append(Row(cells: part, isWrapped: !rest.isEmpty))
    } while !rest.isEmpty
    return result
  }
}
