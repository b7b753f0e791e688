/// A stretch of the text with what it is: for printing it back, for colours, for the formatter.
package struct Token: Sendable, Hashable {
  /// What a stretch of text is.
  package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    // Trivia: what the tree does not need.
    case blank
    /// A line break that ends a statement or stands between two.
    case newline
    /// A line break inside a statement, where it is but a blank.
    case lineBreak
    case comment
    /// A backslash with the line break it hides.
    case continuation
    /// `$ `, `user@host:~$ `, `offsh> ` and the like at the start of a line.
    case promptMark
    /// A line of a document that is no command: what the command above it prints.
    case output
    // Words.
    case keyword
    /// The name of a command, with `juju` before it.
    case command
    /// Bare text of a word.
    case text
    /// `-f`, `--format`, `--format=`.
    case flag
    /// `<offer name>`, `[--force]`.
    case placeholder
    // Names and values.
    /// A name that is declared or that names a field, a key or an entry.
    case name
    /// `$name`, in a word, a string or an expression, without its path; a bare name in `${name}`.
    case variable
    /// `.name` (with its `?`), a step of a path.
    case field
    /// The type of a parameter.
    case type
    case number
    case duration
    /// `true`, `false`, `null`.
    case literal
    /// Text of a string with its quotes; interrupted by escapes, variables and interpolations.
    case string
    case escape
    // Signs.
    case infixOperator
    case prefixOperator
    /// `=` of `let`, `set` and parameter defaults.
    case assign
    case comma
    case colon
    case arrow
    case pipe
    case and
    case semicolon
    /// `...` before a spread argument or a rest parameter.
    case ellipsis
    case openParenthesis
    case closeParenthesis
    case openBracket
    case closeBracket
    case openBrace
    case closeBrace
    /// `${`
    case openInterpolation
    case closeInterpolation
    /// The bars around a block's parameters.
    case openBar
    case closeBar
    /// What could not be understood and was skipped.
    case error
  }

  package let kind: Kind
  /// Whether a blank before it would change the meaning: segments of one word, steps of a path,
  /// an operand behind its sign.
  package let joinsPrevious: Bool
  private let lower: UInt32
  private let upper: UInt32

  package init(_ kind: Kind, _ range: Range<Int>, joinsPrevious: Bool = false) {
    self.kind = kind
    self.joinsPrevious = joinsPrevious
    lower = UInt32(clamping: range.lowerBound)
    upper = UInt32(clamping: range.upperBound)
  }

  /// The UTF-8 byte offsets it takes.
  package var range: Range<Int> { Int(lower)..<Int(upper) }

  /// Whether the tree could do without it.
  package var isTrivia: Bool { kind.rawValue <= Kind.output.rawValue }
}
