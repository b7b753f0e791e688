package import CommandKit

/// The pages of help about the language, in the order in which a newcomer reads them.
package enum Topics {
  package static let all: [TopicPage] = [
    values, variables, strings, expressions, records, pipes, control, blocks, definitions, errors,
    patterns, formats, scripts, jujuLines, effects, exitCodes,
  ]

  /// Words of the language, and the topic that explains each.
  static let words: [String: String] = [
    "let": "variables", "set": "variables", "if": "control", "else": "control",
    "match": "control", "for": "control", "while": "control", "break": "control",
    "continue": "control", "return": "blocks", "try": "errors", "catch": "errors",
    "finally": "errors", "throw": "errors", "source": "def", "and": "expressions",
    "or": "expressions", "not": "expressions", "in": "expressions", "true": "values",
    "false": "values", "null": "values", "juju": "juju-lines",
  ]
}
