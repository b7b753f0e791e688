// Tables as Go's text/tabwriter makes them, because Juju's tables are made with it: cells are ended
// by a tab, a column is a run of consecutive lines that have a cell there, and is as wide as the
// widest of them plus two. The last cell of a line is ended by nothing and so neither counts nor
// gets padded. That is where the trailing blanks come from in rows whose last cell is empty.

import Diagnostics

/// Lays out lines of cells in columns, the way Juju does.
struct Tabular: Sendable {
  /// A piece of a line.
  struct Cell: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    var text: String
    var colour: Colour?

    init(_ text: String, _ colour: Colour? = nil) {
      self.text = text
      self.colour = colour
    }

    init(stringLiteral text: String) { self.init(text) }

    /// A number, or `-` for what is not known.
    static func number(_ number: Int?) -> Cell { Cell(number.map(String.init) ?? "-") }
  }

  /// What colour is for: it repeats what the word says.
  enum Colour: String, Sendable {
    case good = "32"
    case warning = "33"
    case bad = "31"
  }

  private var lines: [[Cell]] = []
  /// Columns whose cells stand at the right of them.
  private let rightAligned: Set<Int>

  /// Whether all cells stand at the right, with the gap before them.
  private let alignsRight: Bool

  init(rightAligned: Set<Int> = [], alignsRight: Bool = false) {
    self.rightAligned = rightAligned
    self.alignsRight = alignsRight
  }

  /// Adds a line of cells.
  mutating func add(_ cells: [Cell]) { lines.append(cells) }

  /// Adds a line of plain cells.
  mutating func add(texts: [String]) { lines.append(texts.map { Cell($0) }) }

  /// The text of all lines, each ended by a line break. Colour appears only where it may.
  func text(usesColour: Bool = false) -> String {
    let widths = columnWidths()
    var text = ""
    for (row, line) in lines.enumerated() {
      for (column, cell) in line.enumerated() {
        let shown = Self.painted(cell, usesColour)
        guard column < line.count - 1 else {
          text += shown
          continue
        }
        let blanks = String(repeating: " ", count: widths[row][column] - Self.width(cell))
        if alignsRight {
          text += blanks + "  " + shown
        } else {
          text += (rightAligned.contains(column) ? blanks + shown : shown + blanks) + "  "
        }
      }
      text += "\n"
    }
    return text
  }

  /// Returns, for each line, how wide each of its columns is there.
  private func columnWidths() -> [[Int]] {
    var widths = lines.map { Array(repeating: 0, count: max($0.count - 1, 0)) }
    for column in 0..<(widths.map(\.count).max() ?? 0) {
      var start = 0
      while start < lines.count {
        guard widths[start].count > column else {
          start += 1
          continue
        }
        var end = start
        while end < lines.count, widths[end].count > column { end += 1 }
        let width = lines[start..<end].map { Self.width($0[column]) }.max() ?? 0
        for row in start..<end { widths[row][column] = width }
        start = end
      }
    }
    return widths
  }

  /// Counts characters, as tabwriter does.
  private static func width(_ cell: Cell) -> Int { cell.text.unicodeScalars.count }

  private static func painted(_ cell: Cell, _ usesColour: Bool) -> String {
    let text = TerminalText.escaped(cell.text, keepsLines: false)
    guard usesColour, let colour = cell.colour, !text.isEmpty else { return text }
    return "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m"
  }
}

extension Tabular.Colour {
  /// The colour of a status word.
  init?(status: String) {
    switch status {
    case "joined", "active", "available", "started", "idle", "running": self = .good
    case "suspended", "suspending", "waiting", "maintenance", "blocked", "joining": self = .warning
    case "broken", "error", "terminated", "lost", "failed", "down": self = .bad
    default: return nil
    }
  }
}

extension Tabular.Cell {
  /// A status word in its colour.
  static func status(_ word: String) -> Self { Self(word, Tabular.Colour(status: word)) }
}
