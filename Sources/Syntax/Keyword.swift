/// A word of the language. Each is one only where the grammar says so; elsewhere it is text.
enum Keyword: String, CaseIterable {
  case `let`, set, `for`, `while`, def, `return`, `break`, `continue`, `throw`, source
  case `if`, match, `try`, `where`
  case `else`, `catch`, finally

  /// Whether it begins a statement that gives no value.
  var beginsStatementOnly: Bool {
    switch self {
    case .let, .set, .for, .while, .def, .return, .break, .continue, .throw, .source: true
    case .if, .match, .try, .where, .else, .catch, .finally: false
    }
  }
}

extension Parser {
  /// Returns the keyword that stands at the current place as a whole word.
  func keywordHere() -> Keyword? {
    // Every keyword is two to eight small letters; most words fail on one of the first tests.
    switch current {
    case "b", "c", "d", "e", "f", "i", "l", "m", "r", "s", "t", "w": break
    default: return nil
    }
    var index = position + 1
    while index < end, index - position <= 8, bytes[index] &- 0x61 < 26 { index += 1 }
    guard index - position <= 8, index - position >= 2, isWordEnd(index) else { return nil }
    return Keyword(rawValue: text(position..<index))
  }

  /// Takes the keyword at the current place.
  mutating func take(_ keyword: Keyword) {
    take(.keyword, to: position + keyword.rawValue.utf8.count)
  }

  /// Whether `word` stands at the current place as a whole name of an expression.
  func isAtName(_ word: StaticString) -> Bool {
    has(word, at: position) && nameEnd(position) == position + word.utf8CodeUnitCount
  }
}
