/// Texts higher than the window.
///
/// libedit (3.1-20221030) shows only their last rows and loses the cursor above these. So what is
/// pasted or recalled is held under a label, and what grows by typing is folded, part by part.
extension LineEditor {
  /// Whether a text of these characters can be edited.
  func fits(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    let start = layout.position(after: prompt.text.unicodeScalars)
    return layout.position(after: scalars, from: start).row < max(1, window.rows - 1)
  }

  /// Puts the parts of a too high text that are far from the cursor behind labels.
  func foldIfTooHigh() {
    guard !isAsking, mayBeTooHigh else { return }
    let all = editedLine
    guard !fits(all.scalars), !Self.isSearching(all) else { return }
    erase(columns: window.columns)
    for range in foldableRanges(of: all) where !fits(editedLine.scalars) {
      let text = held.expanded(EditedLine.string(all.scalars[range]))
      let label = held.hold(text, origin: "folded")
      // Folding what is a label already would only give it another name.
      if label.count < range.count { replaceKeepingCursor(range, with: label) }
    }
    draw()
  }

  /// A cheap look before the exact one, since this is asked for every key.
  private var mayBeTooHigh: Bool {
    let line = editedLine
    let breaks = line.scalars.reduce(0) { $0 + ($1 == "\n" ? 1 : 0) }
    // Most characters take a column, some two, few more.
    let rows = breaks + (line.scalars.count * 2 + prompt.text.count * 2) / window.columns
    return rows >= window.rows - 2
  }

  /// libedit's search adds a row to the text and remembers places in it.
  private static func isSearching(_ line: EditedLine) -> Bool {
    let last = EditedLine(scalars: line.scalars, cursor: line.scalars.count)
    let row = EditedLine.string(line.scalars[last.rowStart...])
    return ["bck:", "bck?", "fwd:", "fwd?"].contains { row.hasPrefix($0) }
  }

  /// Returns what is not near the cursor. What comes after it first, so that the places before it
  /// stay the same when that is put away.
  private func foldableRanges(of line: EditedLine) -> [Range<Int>] {
    let rows = max(1, (window.rows - 3) / 2)
    let start = keptStart(before: line.cursor, in: line.scalars, rows: rows)
    let end = keptEnd(after: line.cursor, in: line.scalars, rows: rows)
    return [end..<line.scalars.count, 0..<start].filter { !$0.isEmpty }
  }

  /// Returns where the kept part before `cursor` begins: preferably with a row of its own.
  private func keptStart(before cursor: Int, in scalars: [Unicode.Scalar], rows: Int) -> Int {
    let rowStarts = (0..<cursor).filter { scalars[$0] == "\n" }.map { $0 + 1 }
    let start = rowStarts.first { layout.position(after: scalars[$0..<cursor]).row < rows }
    // The line break before it stays, so that the label has a row to itself.
    if let start { return start - 1 }
    let cut = max(0, cursor - window.columns * rows / 2)
    return held.label(around: cut, in: scalars)?.lowerBound ?? cut
  }

  /// Returns where the kept part after `cursor` ends: preferably with the end of a row.
  private func keptEnd(after cursor: Int, in scalars: [Unicode.Scalar], rows: Int) -> Int {
    let rowEnds = (cursor..<scalars.count).filter { scalars[$0] == "\n" }
    let end = rowEnds.last { layout.position(after: scalars[cursor..<$0]).row < rows }
    if let end { return end + 1 }
    let cut = min(scalars.count, cursor + window.columns * rows / 2)
    return held.label(around: cut, in: scalars)?.upperBound ?? cut
  }

  private func replaceKeepingCursor(_ range: Range<Int>, with text: String) {
    let cursor = editedLine.cursor
    replace(range, with: text)
    let growth = text.unicodeScalars.count - range.count
    moveCursor(to: cursor >= range.upperBound ? cursor + growth : min(cursor, range.lowerBound))
  }
}
