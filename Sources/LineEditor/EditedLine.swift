/// The line being edited, as libedit holds it: Unicode scalars and a cursor between two of them.
struct EditedLine {
  let scalars: [Unicode.Scalar]
  /// An index into `scalars`, or their count.
  let cursor: Int

  init(scalars: [Unicode.Scalar], cursor: Int) {
    self.scalars = scalars
    self.cursor = min(max(0, cursor), scalars.count)
  }

  var text: String { Self.string(scalars[...]) }

  var textBeforeCursor: String { Self.string(scalars[..<cursor]) }

  /// The cursor as an offset into the UTF-8 form of `text`.
  var cursorOffset: Int { scalars[..<cursor].reduce(0) { $0 + UTF8.width($1) } }

  /// Returns the scalar range of a range of UTF-8 offsets, clamped to the line.
  func scalarRange(ofOffsets range: Range<Int>) -> Range<Int> {
    let lower = scalarIndex(ofOffset: range.lowerBound)
    return lower..<max(lower, scalarIndex(ofOffset: range.upperBound))
  }

  private func scalarIndex(ofOffset offset: Int) -> Int {
    var passed = 0
    for (index, scalar) in scalars.enumerated() {
      if passed >= offset { return index }
      passed += UTF8.width(scalar)
    }
    return scalars.count
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

// MARK: - Rows of a text with line breaks

extension EditedLine {
  /// Where the row of the cursor begins.
  var rowStart: Int { scalars[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }

  /// Where the row of the cursor ends: before its line break.
  var rowEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }

  /// Returns the place one row up in column `column`, or at the end of a shorter row; nil on the
  /// first row.
  func cursorAbove(column: Int) -> Int? {
    guard rowStart > 0 else { return nil }
    let above = EditedLine(scalars: scalars, cursor: rowStart - 1)
    return min(above.rowStart + column, above.rowEnd)
  }

  /// Returns the place one row down in column `column`, or at the end of a shorter row; nil on the
  /// last row.
  func cursorBelow(column: Int) -> Int? {
    guard rowEnd < scalars.count else { return nil }
    let below = EditedLine(scalars: scalars, cursor: rowEnd + 1)
    return min(below.rowStart + column, below.rowEnd)
  }
}
