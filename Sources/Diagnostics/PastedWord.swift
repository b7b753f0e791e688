extension String {
  /// The text as one word of a line, and no flag: as it is, or in quotes where a line would take it
  /// apart or a terminal would not show it.
  package var asPastedWord: String {
    let apart = Set(" \t|;&<>(){}[]\"'$\\`#".utf8)
    let isPlain =
      !isEmpty && !hasPrefix("-") && !utf8.contains { apart.contains($0) }
      && TerminalText.escaped(self, keepsLines: false) == self
    return isPlain ? self : asPastedString
  }

  /// The text as a string in double quotes, for a word or for an expression.
  package var asPastedString: String {
    var inner = ""
    for scalar in unicodeScalars {
      if "\"\\$".unicodeScalars.contains(scalar) { inner.append("\\") }
      inner.unicodeScalars.append(scalar)
    }
    // What a terminal must not get is written as the language's own `\u{…}`.
    return "\"" + TerminalText.escaped(inner, keepsLines: false) + "\""
  }
}
