/// The words of a recorded command, as the program that ran it was given them.
struct CommandLineWords {
  let words: [String]

  /// Splits at blanks; quotes keep words together.
  init(_ command: String) {
    var words: [String] = []
    var word = ""
    var isOpen = false
    var quote: Character?
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        (quote, isOpen) = (character, true)
      } else if character == " " {
        if isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      } else {
        word.append(character)
        isOpen = true
      }
    }
    if isOpen { words.append(word) }
    self.words = words
  }

  /// The line as it is typed here: what this language reads as its own is quoted.
  var line: String { words.map(Self.typed).joined(separator: " ") }

  private static func typed(_ word: String) -> String {
    // The name of a flag stays outside the quotes, or it would be none.
    if word.hasPrefix("-"), let place = word.firstIndex(of: "=") {
      return word[...place] + quoted(String(word[word.index(after: place)...]))
    }
    return quoted(word)
  }

  private static func quoted(_ word: String) -> String {
    let special: Set<Character> = [
      " ", "|", ";", "&", "<", ">", "(", ")", "{", "}", "[", "]", "\"", "'", "$", "\\", "`", "#",
    ]
    guard word.isEmpty || word.contains(where: special.contains) else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'"
  }
}
