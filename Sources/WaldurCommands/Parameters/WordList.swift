import CommandKit
import Diagnostics
import Values
import WaldurWire

/// Words of one kind with commas between them: `OK,Erred`.
struct WordList<Word: WordParameter>: ParameterValue {
  let words: [Word]

  static var typeName: String { Word.typeName }
  static var expectation: String { Word.expectation }
  static var choices: [String] { Word.choices }

  static func parse(_ text: String) throws(ParameterError) -> WordList {
    var words: [Word] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      words.append(try Word.parse(String(part)))
    }
    return WordList(words: words)
  }

  var value: Value { .string(words.map(\.word.rawValue).joined(separator: ",")) }
}
