import Diagnostics

extension SyntaxTree {
  /// Returns a statement as it was typed, without prompt marks, with the comment lines that stand
  /// directly above it.
  package func text(of statement: Statement) -> String {
    (comments(above: statement) + [withoutMarks(statement.range)]).joined(separator: "\n")
  }

  private func withoutMarks(_ range: Range<Int>) -> String {
    let marks = tokens.filter { $0.kind == .promptMark && range.contains($0.range.lowerBound) }
    var text = ""
    var start = range.lowerBound
    for mark in marks {
      var end = mark.range.lowerBound
      while end > start, [0x20, 0x09].contains(source.bytes[end - 1]) { end -= 1 }
      text += source.slice(start..<end)
      start = mark.range.upperBound
    }
    return text + source.slice(start..<range.upperBound)
  }

  private func comments(above statement: Statement) -> [String] {
    let start = statement.range.lowerBound
    guard var index = tokens.lastIndex(where: { $0.range.upperBound <= start }) else { return [] }
    var comments: [String] = []
    /// The comment of the line that is gone through, until that line is known to hold nothing else.
    var comment: String?
    var isFirstLine = true
    while index >= 0 {
      let token = tokens[index]
      switch token.kind {
      case .blank, .promptMark: break
      case .newline:
        if !isFirstLine {
          guard let comment else { return comments }
          comments.insert(comment, at: 0)
        }
        comment = nil
        isFirstLine = false
      case .comment where !isFirstLine && comment == nil: comment = source.slice(token.range)
      default: return comments
      }
      index -= 1
    }
    return comment.map { [$0] + comments } ?? comments
  }
}
