/// Text broken into lines the way Juju's tables break descriptions.
enum WrappedText {
  /// Returns lines of at most `width` characters: words are joined by one blank while the line stays
  /// within it, a word that is longer is cut. There are at least `length / width + 1` lines, so
  /// empty ones may follow.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var rest = word
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(line) }
    while lines.count < text.count / width + 1 { lines.append("") }
    return lines
  }

  /// Returns the text, of more than `limit` characters only the first with `...` behind.
  static func clipped(_ text: String, to limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 3) + "..." : text
  }
}
