// The parser reads bytes from left to right once and decides at each place what it expects there:
// there is no lexer of its own, because what a character means depends on whether an argument, an
// expression or a string is being read. Each piece it takes becomes a token, so the tokens cover
// the text without a gap. An error is reported and reading goes on at the next place that makes
// sense; every loop either takes something or ends. Files: `Parser+Trivia` (what stands between
// tokens), `+Statements`, `+Pipelines`, `+Arguments`, `+Words`, `+Strings`, `+Numbers`,
// `+Expressions`, `+Primaries`, `+Collections`, `+Forms`, `+Match`, `+Definitions`, and for what goes
// wrong `+Recovery`, `+Rejections`, `+OtherShells`, `+Characters`.

package import Diagnostics

/// Returns the tree of `source` with all that is wrong with it. Never fails, never stops early.
///
/// Takes time and memory in proportion to the text, whatever it holds. To learn whether a line
/// typed at the prompt is finished, give it with its line break: without one, an error in its last
/// word counts as partial, because the word itself may go on.
package func parse(_ source: SourceText, mode: ParseMode = .file) -> SyntaxTree {
  var parser = Parser(source, mode: mode)
  return parser.parseTree()
}

/// The place in the text, what was found so far and what the surroundings say.
struct Parser {
  /// What the brackets around the current place say about it.
  struct Context {
    /// Inside `( )` and `[ ]` a newline is a blank.
    var newlinesAreBlank = false
    /// False in the head of `if`, `for`, `while` and `match`, where `{` begins the body.
    var allowsBlock = true
    var openParentheses = 0
    var openBrackets = 0
    var openBraces = 0
  }

  enum Bracket {
    case parenthesis, bracket, brace, interpolation
  }

  /// Which lines of a document are commands.
  enum LineChoice {
    case all, marked, juju
  }

  /// Brackets deeper than this are refused: reading, checking and running recurse into them.
  static let nestingLimit = 200
  /// Trees higher than this are refused: `1 + 1 + …` nests in the tree without brackets.
  static let heightLimit = 400

  let source: SourceText
  let bytes: [UInt8]
  let end: Int
  let lineChoice: LineChoice

  var position = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  var placeholders: [Placeholder] = []
  /// Where the last token ends that is not trivia.
  var significantEnd = 0
  var context = Context()
  /// Whether the statement being read stands behind a prompt mark.
  var isMarked = false
  var nesting = 0
  /// How high the highest tree is that was built since this was last set to 0.
  var height = 0
  /// The place of what was read next when the last error was reported; a second one there says
  /// nothing new.
  var lastErrorPlace = -1
  /// Set when the rest of the text was left unread.
  var hasGivenUp = false

  init(_ source: SourceText, mode: ParseMode) {
    self.source = source
    bytes = source.bytes
    end = source.bytes.count
    lineChoice = Self.lineChoice(of: source.bytes, mode)
    tokens.reserveCapacity(end / 3 + 8)
  }

  private static func lineChoice(of bytes: [UInt8], _ mode: ParseMode) -> LineChoice {
    guard mode == .document else { return .all }
    if PromptMark.occurs(in: bytes) { return .marked }
    return PromptMark.jujuOccurs(in: bytes) ? .juju : .all
  }

  mutating func parseTree() -> SyntaxTree {
    let program = parseChunk(isBlock: false)
    sortDiagnostics()
    let errors = diagnostics.filter { $0.severity == .error }
    return SyntaxTree(
      source: source, program: program, tokens: tokens, diagnostics: diagnostics,
      placeholders: placeholders,
      isPartial: !errors.isEmpty && errors.allSatisfy(\.isPartial))
  }

  /// Puts the diagnostics into the order of the text; those of one place stay in theirs.
  private mutating func sortDiagnostics() {
    let ordered = diagnostics.enumerated().sorted { left, right in
      let (first, second) = (left.element.start, right.element.start)
      return first == second ? left.offset < right.offset : first < second
    }
    diagnostics = ordered.map(\.element)
  }

  // MARK: Bytes and tokens

  /// The byte at `index`, 0 behind the end; only matters where a NUL would be taken for the end.
  @inline(__always)
  func at(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

  @inline(__always)
  var current: UInt8 { at(position) }

  var isAtEnd: Bool { position >= end }

  /// Makes everything up to `newPosition` a token.
  mutating func take(_ kind: Token.Kind, to newPosition: Int, joins: Bool = false) {
    // Having given up, reading stands at the end while the callers still take what they had seen.
    let stop = min(newPosition, end)
    guard stop > position else { return }
    let token = Token(kind, position..<stop, joinsPrevious: joins)
    tokens.append(token)
    position = stop
    if !token.isTrivia { significantEnd = stop }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the bytes at `start` spell `word`.
  func has(_ word: StaticString, at start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= end else { return false }
    for index in 0..<count where bytes[start + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Returns where the character at `start` ends.
  func characterEnd(_ start: Int) -> Int {
    var index = min(start + 1, end)
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return index
  }

  /// Returns the end of the name that begins at `start`; `start` itself when none does.
  func nameEnd(_ start: Int) -> Int {
    guard at(start).startsName else { return start }
    var index = start + 1
    while index < end {
      let byte = bytes[index]
      if byte.continuesName {
        index += 1
      } else if byte == "-", at(index + 1).isLetter {
        index += 2
      } else {
        break
      }
    }
    return index
  }

  /// Returns the end of the run of bare text that begins at `start`.
  func bareEnd(_ start: Int) -> Int {
    var index = start
    while index < end, bytes[index].isBare { index += 1 }
    // A terminal's control sequence is one piece, so that it is reported once.
    if index > start, at(index) == "[", bytes[index - 1] == 0x1B {
      return bareEnd(controlSequenceEnd(index + 1))
    }
    return index
  }

  /// Returns the end of a control sequence (ECMA-48 5.4) whose parameters begin at `start`.
  private func controlSequenceEnd(_ start: Int) -> Int {
    var index = start
    while index < end, (0x20...0x3F).contains(bytes[index]) { index += 1 }
    return index < end && (0x40...0x7E).contains(bytes[index]) ? index + 1 : index
  }

  /// Whether a word that reached `index` ends there.
  func isWordEnd(_ index: Int) -> Bool {
    guard index < end else { return true }
    switch bytes[index] {
    case "\"", "'", "$", "`": return false
    case "\\": return continuationEnd(index) != nil
    case let byte: return !byte.isBare
    }
  }

  // MARK: Brackets

  /// What `leave` needs to know.
  struct Entered {
    fileprivate let context: Context
    fileprivate let height: Int
  }

  /// Begins the inside of a bracket whose first byte is about to be taken. Too deep, it gives up.
  mutating func enter(_ bracket: Bracket) -> Entered {
    let entered = Entered(context: context, height: height)
    height = 0
    nesting += 1
    if nesting > Self.nestingLimit {
      giveUp("brackets are nested more than \(Self.nestingLimit) deep")
    }
    context.allowsBlock = true
    context.newlinesAreBlank = bracket != .brace
    switch bracket {
    case .parenthesis: context.openParentheses += 1
    case .bracket: context.openBrackets += 1
    case .brace, .interpolation: context.openBraces += 1
    }
    return entered
  }

  /// Ends what `enter` began.
  mutating func leave(_ entered: Entered) {
    context = entered.context
    nesting -= 1
    height = max(entered.height, height + 1)
  }

  /// Leaves the rest of the text unread.
  mutating func giveUp(_ why: String) {
    report(
      SyntaxDiagnostic.tooDeep, why, position..<min(position + 1, end),
      hint: "give the inner parts names with `let`")
    hasGivenUp = true
    take(.error, to: end)
  }
}

extension Diagnostic {
  fileprivate var start: Int { self.span?.range.lowerBound ?? 0 }
}
