/// Statements one after another: a whole text, or the inside of a block.
package struct Chunk: Sendable {
  package let statements: [Statement]
  package let range: Range<Int>

  package init(statements: [Statement], range: Range<Int>) {
    self.statements = statements
    self.range = range
  }
}

/// One statement. Whether a newline, `;` or `&&` stands before it makes no difference: a chunk
/// stops at the first statement that fails.
package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case `let`(name: Name, value: Pipeline)
    case set(place: Path, value: Pipeline)
    case `for`(name: Name, items: Expression, body: Block)
    case `while`(condition: Expression, body: Block)
    case def(Definition)
    case `return`(Pipeline?)
    case `break`
    case `continue`
    case `throw`(Expression)
    /// The path is literal: `literalText` of the word is there unless an error was reported.
    case source(Word)
    case pipeline(Pipeline)
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

/// A name where it is declared, without `$`.
package struct Name: Sendable, Hashable {
  package let text: String
  package let range: Range<Int>

  package init(_ text: String, _ range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// `{ … }`, with the names between its bars.
package struct Block: Sendable {
  package let parameters: [Name]
  package let body: Chunk
  /// With both braces.
  package let range: Range<Int>

  package init(parameters: [Name], body: Chunk, range: Range<Int>) {
    self.parameters = parameters
    self.body = body
    self.range = range
  }
}

/// `def name(…) { … }`.
package struct Definition: Sendable {
  package let name: Name
  package let parameters: [Parameter]
  package let body: Block
  /// The comment lines directly above, without their `#` and the blank behind it.
  package let help: String?

  package init(name: Name, parameters: [Parameter], body: Block, help: String?) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.help = help
  }
}

/// One entry in the parentheses of a `def`.
package struct Parameter: Sendable {
  package enum Kind: Sendable, Hashable {
    case positional
    /// `--name`: a switch when it has neither type nor default.
    case flag
    /// `...name`: takes the arguments that are left over.
    case rest
  }

  package let kind: Kind
  package let name: Name
  /// The type as written: `offer-url`, `[text]`, `int?`. The check finds out what it is.
  package let type: Name?
  package let defaultValue: Expression?
  package let range: Range<Int>

  package init(
    kind: Kind, name: Name, type: Name?, defaultValue: Expression?, range: Range<Int>
  ) {
    self.kind = kind
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.range = range
  }
}
