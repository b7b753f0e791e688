import CommandKit
import Values

/// A regular expression as an argument: compiled before anything runs.
struct TextPattern: ParameterValue {
  let source: String
  let expression: RegularExpression

  var value: Value { .string(source) }

  static var typeName: String { "pattern" }
  static var expectation: String { "a regular expression" }

  static func parse(_ text: String) throws(ParameterError) -> TextPattern {
    switch RegularExpression.compile(text) {
    case .success(let expression): return TextPattern(source: text, expression: expression)
    case .failure(let problem):
      throw ParameterError(
        "\"\(text)\" is no regular expression: \(problem.message)",
        hint: "a pattern in '…' needs no doubled backslashes")
    }
  }
}
