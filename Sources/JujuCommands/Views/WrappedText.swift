/// Text broken into lines the way Juju's tables break descriptions.
package enum WrappedText {
  /// Returns lines in which words are joined by one blank while a line stays within `width`; a word
  /// that is longer stands on a line of its own, and is cut only when there is no other.
  ///
  /// Of several words there are at least `length / width + 1` lines, so empty ones may follow.
  package static func lines(_ text: String, width: Int) -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.count == 1 { return pieces(words[0], width) }
    var lines = [""]
    for word in words {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    while lines.count < text.count / width + 1 { lines.append("") }
    return lines
  }

  /// Cuts a word every `width` characters; behind one of a whole number of pieces comes an empty one.
  private static func pieces(_ word: Substring, _ width: Int) -> [String] {
    if word.count <= width { return [String(word)] }
    return (0...word.count / width).map { String(word.dropFirst($0 * width).prefix(width)) }
  }

  /// Returns the text, of more than `limit` characters only the first with `...` behind.
  static func clipped(_ text: String, to limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 3) + "..." : text
  }
}
