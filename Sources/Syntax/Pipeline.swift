/// `first | stage | stage`.
package struct Pipeline: Sendable {
  /// What a pipeline begins with.
  package indirect enum First: Sendable {
    case expression(Expression)
    case stage(Stage)
    case `if`(IfForm)
    case match(MatchForm)
    case `try`(TryForm)
  }

  package let first: First
  package let stages: [Stage]
  package let range: Range<Int>

  package init(first: First, stages: [Stage], range: Range<Int>) {
    self.first = first
    self.stages = stages
    self.range = range
  }
}

/// One step of a pipeline that takes what the step before gave.
package struct Stage: Sendable {
  package indirect enum Kind: Sendable {
    case `where`(Expression)
    case command(CommandCall)
    /// Something that was reported and skipped.
    case error
  }

  package let kind: Kind
  package let range: Range<Int>

  package init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

/// A command with its arguments as they were written; nothing is bound yet.
package struct CommandCall: Sendable {
  /// Whether `juju` stood before the name.
  package let hasJujuPrefix: Bool
  /// Has `literalText` unless an error was reported (a placeholder, a name put together).
  package let name: Word
  package let arguments: [Argument]
  package let range: Range<Int>

  package init(hasJujuPrefix: Bool, name: Word, arguments: [Argument], range: Range<Int>) {
    self.hasJujuPrefix = hasJujuPrefix
    self.name = name
    self.arguments = arguments
    self.range = range
  }
}

/// One argument of a command.
package enum Argument: Sendable {
  /// Looks like a flag; binding may still take it as the value of the flag before it or, after
  /// `--` (which is itself a word), as a word.
  case flag(Flag)
  /// Text until it is bound, also when it is one quoted string (`Word.wholeString`).
  case word(Word)
  /// A variable with its path, `( … )`, a list or a record, as a whole argument.
  case value(Expression)
  case block(Block)
  /// `...$list`, `...(pipeline)`.
  case spread(Expression, range: Range<Int>)

  package var range: Range<Int> {
    switch self {
    case .flag(let flag): flag.range
    case .word(let word): word.range
    case .value(let expression): expression.range
    case .block(let block): block.range
    case .spread(_, let range): range
    }
  }
}

/// `-f`, `--format`, `--format=yaml`.
package struct Flag: Sendable {
  /// What stands behind the `=`.
  package enum AttachedValue: Sendable {
    /// May be empty: `--message=`.
    case word(Word)
    case value(Expression)
  }

  /// How many dashes stand before the name: 1 or 2.
  package let dashes: Int
  /// The name without dashes; its range is also without them.
  package let name: Name
  /// Nil when there is no `=`.
  package let value: AttachedValue?
  package let range: Range<Int>

  package init(dashes: Int, name: Name, value: AttachedValue?, range: Range<Int>) {
    self.dashes = dashes
    self.name = name
    self.value = value
    self.range = range
  }

  /// The dashes and the name, as messages name the flag: `--format`.
  package var spelling: String { (dashes == 1 ? "-" : "--") + name.text }

  /// The same argument taken as text; nil when a list, a record, a path or `( … )` stands behind
  /// the `=`, which no word can hold.
  package var word: Word? {
    let head = range.lowerBound..<name.range.upperBound
    switch value {
    case nil: return Word(text: spelling, range: head)
    case .word(let word):
      let head = range.lowerBound..<word.range.lowerBound
      return Word(segments: [.text(spelling + "=", head)] + word.segments, range: range)
    case .value(let expression):
      guard case .variable(let path) = expression.kind, path.steps.isEmpty else { return nil }
      let head = range.lowerBound..<expression.range.lowerBound
      return Word(
        segments: [.text(spelling + "=", head), .variable(path.root.text, expression.range)],
        range: range)
    }
  }
}
