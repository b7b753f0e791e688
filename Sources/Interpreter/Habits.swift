import CommandKit

/// What people who come from other shells type, and what to write instead.
enum Habits {
  /// Returns a hint for a word that is no command of offsh; `next` is the word behind it.
  static func hint(for word: String, next: String?) -> String? {
    if next == "=" { return "'let \(word) = …' declares a variable, 'set \(word) = …' changes one" }
    if word == "-" {
      let number = next.flatMap { Double($0) == nil ? nil : $0 } ?? "5"
      return "a sign touches its number: \(number.first == "-" ? number : "-" + number)"
    }
    if word.hasPrefix("!") { return "to negate write 'not'" }
    if operators.contains(word) {
      return "\(word) stands between two values; a line that goes on ends with it"
    }
    return hints[word] ?? calculation(word)
  }

  /// Returns a hint for a call of a library: `await user_bob.grant(…)`, `create-offer`.
  static func call(_ word: String, next: String?, in table: CommandTable) -> String? {
    let called = word == "await" ? next ?? "" : word
    guard let name = table.name(elsewhereCalled: String(called.prefix { $0 != "(" })) else {
      return nil
    }
    if word == "await" || word.contains(".") {
      return
        "that is Python; here it is the command \(name): 'help \(name)' shows how it is written"
    }
    return "here that is \(name): 'help \(name)' shows how it is written"
  }

  /// A word that begins like a calculation: `1+2`, `.5`, `1.`, `10x`.
  private static func calculation(_ word: String) -> String? {
    guard let first = word.unicodeScalars.first else { return nil }
    let isSigned = "-.".unicodeScalars.contains(first)
    guard word.unicodeScalars.dropFirst(isSigned ? 1 : 0).first?.properties.numericType == .decimal
    else { return nil }
    let parts = word.split(omittingEmptySubsequences: false) { "+-*/%".contains($0) }
    if parts.count > 1, !isSigned, parts.allSatisfy({ Double($0) != nil }) {
      let signs = word.filter { "+-*/%".contains($0) }
      let spaced = zip(parts, signs).map { "\($0) \($1) " }.joined() + (parts.last ?? "")
      return "to calculate put blanks around the operator: \(spaced)"
    }
    if first == ".", Double(word) != nil { return "write 0\(word)" }
    if word.hasSuffix("."), Double(word) != nil { return "write \(word)0" }
    return "it begins like a number and is none; as text write '\(word)'"
  }

  private static let operators: Set = [
    "+", "*", "/", "%", "==", "=~", "??", "and", "or", "in",
  ]

  private static let hints = [
    "ls": "'offers', 'models' and 'controllers' list what there is",
    "list": "the plural lists: 'offers', 'models', 'controllers'",
    "cd": "'switch MODEL' moves the session, 'switch -' goes back",
    "pwd": "'whoami' says where the session is",
    "clear": "Ctrl-L clears the screen",
    "cat": "'open FILE | from json' reads data, 'open FILE | lines' text",
    "export": "'let name = …' declares a variable; the environment is read with 'env'",
    "alias": "'def name() { … }' defines a command",
    "function": "'def name() { … }' defines a command",
    "unset": "variables end with their block; 'set name = null' empties one",
    "sudo": "leave it out: rights are those of the user you are logged in as",
    "explain": "outside the prompt: offsh explain ID",
    "man": "'help COMMAND' shows a command's page",
    "then": "there is no 'then': if … { … }",
    "fi": "a block ends with '}'",
    "done": "a block ends with '}'",
    "esac": "a block ends with '}'",
    "elif": "write '} else if … {'",
    "var": "'let name = …' declares a variable",
    "const": "'let name = …' declares a variable",
    "juju": "one of Juju's commands follows: juju offers",
  ]

  /// Returns the command whose words these are in another order: `offer-show`.
  static func reordered(_ word: String, among names: [String]) -> String? {
    let parts = word.split { $0 == "-" || $0 == "_" }
    guard parts.count > 1 else { return nil }
    let wanted = parts.sorted()
    return names.first { $0.split(separator: "-").sorted() == wanted }
  }
}
