import CommandKit
import Diagnostics
import Values

/// Takes text apart with a regular expression.
struct MatchText: Command {
  static let name = "match-text"
  static let group = CommandGroup.text
  static let summary = "Take text apart with a regular expression"
  static let details = """
    Of a text comes a record of the first match, null when there is none; of a list of texts, a \
    record for each that matches. The fields are the expression's groups: (?P<name>…) by its \
    name, others by their number from 1; without groups the field 'match' holds all of it. A \
    group that took no part is null. --all gives the records of all matches of a text, one \
    behind the other. The syntax is RE2's: no look-around, no back-references, and never slow.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    #"'mysql/12' | match-text '(?P<app>\w+)/(?P<unit>\d+)'"#,
    #"['a=1', 'none', 'b=2'] | match-text '(?P<key>\w)=(?P<value>\d)'"#,
    Example(#"'10.0.0.1 and 10.0.0.2' | match-text --all '[0-9.]{7,}' | get match"#),
  ]

  @Argument("The regular expression") var pattern: TextPattern
  @Switch("All matches, not only the first of each text") var all = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let reading = MatchReading(pattern.expression)
    try RecordDiagnostic.check(distinct: reading.names) { _ in context.call.span(of: "pattern") }
    guard all else {
      return try context.mappedText { (text) throws(Diagnostic) in
        reading.records(in: text, onlyFirst: true).first
      }
    }
    let found = try context.mappedText { (text) throws(Diagnostic) in
      .list(List(reading.records(in: text, onlyFirst: false)))
    }
    guard case .stream(let lists) = found.value else { return found }
    return .records(
      ValueStream(close: { lists.finish() }) { () throws(Diagnostic) -> Batch? in
        guard let batch = try lists.next() else { return nil }
        return Batch(
          items: batch.items.flatMap { item -> [Value] in
            if case .list(let list) = item { list.values } else { [] }
          })
      })
  }
}

/// Makes records of the matches of an expression.
private struct MatchReading: Sendable {
  private let expression: RegularExpression
  let names: [String]
  private let shape: Shape
  private let hasGroups: Bool

  init(_ expression: RegularExpression) {
    self.expression = expression
    let names = expression.groupNames.enumerated().map { index, name in name ?? String(index + 1) }
    hasGroups = !names.isEmpty
    self.names = hasGroups ? names : ["match"]
    shape = Shape(self.names)
  }

  func records(in text: String, onlyFirst: Bool) -> [Value] {
    let matches =
      onlyFirst
      ? expression.firstMatch(in: text).map { [$0] } ?? []
      : expression.allMatches(in: text)
    if matches.isEmpty { return [] }
    let bytes = Array(text.utf8)
    return matches.map { match in
      let ranges = hasGroups ? match.groups : [match.range]
      return .record(
        Record(
          shape,
          ranges.map { range in
            range.map { .string(String(decoding: bytes[$0], as: UTF8.self)) } ?? .null
          }))
    }
  }
}
