extension String {
  /// The text as one word of a line: as it is, or in quotes where a line would take it apart.
  package var asPastedWord: String {
    let apart = Set(" \t|;&<>(){}[]\"'$\\`#".utf8)
    guard isEmpty || utf8.contains(where: { apart.contains($0) }) else { return self }
    var word = "\""
    for character in self {
      if "\"\\$`".contains(character) { word.append("\\") }
      word.append(character)
    }
    return word + "\""
  }
}
