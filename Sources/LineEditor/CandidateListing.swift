/// Lays the candidates of a completion out as rows: in columns, or one to a row with its
/// description beside.
struct CandidateListing {
  /// The rows, without line ends, none wider than the terminal.
  let rows: [String]

  /// - Parameter columns: the width of the terminal.
  init(_ completion: Completion, columns: Int, usesColour: Bool) {
    let entries = completion.candidates.map { candidate in
      (
        name: DisplayText.visible(candidate.shown ?? candidate.text),
        remark: DisplayText.visible(Self.remark(on: candidate, in: completion))
      )
    }
    // The last column stays empty: writing to it would wrap on some terminals.
    let width = max(1, columns - 1)
    var rows =
      entries.contains { !$0.remark.isEmpty }
      ? Self.described(entries, width: width, usesColour: usesColour)
      : Self.inColumns(entries.map(\.name), width: width)
    if let note = completion.note {
      rows.append(DisplayText.cut(DisplayText.visible(note), to: width))
    }
    self.rows = rows
  }

  /// Returns the description; without one the kind, where the kinds tell candidates apart.
  private static func remark(
    on candidate: Completion.Candidate, in completion: Completion
  ) -> String {
    guard candidate.description.isEmpty else { return candidate.description }
    let isMixed = completion.candidates.contains { $0.kind != candidate.kind }
    return isMixed ? candidate.kind : ""
  }

  private static func described(
    _ entries: [(name: String, remark: String)], width: Int, usesColour: Bool
  ) -> [String] {
    let longest = entries.map { DisplayText.width(of: $0.name) }.max() ?? 0
    let nameWidth = min(longest, max(width * 3 / 5, width - 30))
    return entries.map { entry in
      let name = DisplayText.cut(entry.name, to: nameWidth)
      let room = width - nameWidth - 2
      guard !entry.remark.isEmpty, room > 0 else { return name }
      let gap = String(repeating: " ", count: nameWidth - DisplayText.width(of: name) + 2)
      let remark = DisplayText.cut(entry.remark, to: room)
      return name + gap + (usesColour ? "\u{1b}[90m\(remark)\u{1b}[0m" : remark)
    }
  }

  /// Returns the names in as few rows as fit, read down the columns.
  private static func inColumns(_ names: [String], width: Int) -> [String] {
    guard !names.isEmpty else { return [] }
    let cell = min(width, (names.map { DisplayText.width(of: $0) }.max() ?? 0) + 2)
    let columnCount = max(1, (width + 2) / cell)
    let rowCount = (names.count + columnCount - 1) / columnCount
    return (0..<rowCount).map { row in
      let inRow = stride(from: row, to: names.count, by: rowCount).map { names[$0] }
      return inRow.enumerated().map { index, name in
        let name = DisplayText.cut(name, to: width)
        if index == inRow.count - 1 { return name }
        return name + String(repeating: " ", count: max(0, cell - DisplayText.width(of: name)))
      }.joined()
    }
  }
}
