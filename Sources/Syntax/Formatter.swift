// The formatter writes the tokens again and decides between each two what stands there: nothing, a
// blank or a line break. It knows the tree only through the kinds of the tokens, so it cannot lose
// or invent anything that means something. Where a line may break is the author's choice, how far
// it is indented is not: inside a bracket two blanks more than the line that opened it, and as much
// for a line that continues a statement. Prompt marks go; the output lines of a document become
// comments.

import Diagnostics

/// Returns the text of `tree` in the one layout: an indent of two blanks, one blank between tokens,
/// blocks that held a line break on lines of their own, at most one empty line, comments kept.
///
/// Formatting twice changes nothing, and the result means the same. A tree with errors has no
/// layout: the caller refuses it.
package func format(_ tree: SyntaxTree) -> String {
  var formatter = Formatter(tree)
  return formatter.formatted()
}

private struct Formatter {
  /// A bracket that is open at the current place.
  private struct Open {
    let kind: Token.Kind
    /// The indent of what it belongs to, where its closer goes.
    let outerIndent: Int
    /// Whether it is a block that is written over several lines.
    let isMultiline: Bool
    /// The indent of the line where the statement, stage or element in it began that is written.
    var stageIndent: Int

    var innerIndent: Int { outerIndent + Formatter.step }
    /// Whether a line break in it is but a blank.
    var holdsPipeline: Bool { kind != .openBrace }
  }

  /// What stood between the last token written and the next.
  private struct Gap {
    var newlines = 0
    var endsStatement = false
    var hasLineBreak = false
    var hasContinuation = false
    var hasSemicolon = false
    /// A comment or the brace of a block over several lines wants a new line behind it.
    var mustBreak = false
  }

  private static let step = 2

  private let bytes: [UInt8]
  private let tokens: [Token]
  /// For each `{` by the index of its token: whether its block holds a line break.
  private let multilineBraces: Set<Int>

  private var output: [UInt8] = []
  private var open: [Open] = []
  private var gap = Gap()
  private var previous: Token?
  private var lineIndent = 0
  /// The indent of the line where the statement or stage outside of all brackets began.
  private var outermostStageIndent = 0

  init(_ tree: SyntaxTree) {
    bytes = tree.source.bytes
    tokens = tree.tokens
    multilineBraces = Self.multilineBraces(tree.tokens)
    output.reserveCapacity(bytes.count + bytes.count / 8)
  }

  private static func multilineBraces(_ tokens: [Token]) -> Set<Int> {
    var result: Set<Int> = []
    var braces: [(index: Int, breaks: Int, content: Int)] = []
    var breaks = 0
    var content = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .newline, .lineBreak, .continuation: breaks += 1
      case .openBrace: braces.append((index, breaks, content))
      case .closeBrace:
        if let brace = braces.popLast(), breaks > brace.breaks, content > brace.content {
          result.insert(brace.index)
        }
      default: break
      }
      if !token.isTrivia && token.kind != .openBrace || token.kind == .comment { content += 1 }
    }
    return result
  }

  mutating func formatted() -> String {
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .blank, .promptMark: break
      case .newline:
        gap.newlines += 1
        gap.endsStatement = true
      case .lineBreak:
        gap.newlines += 1
        gap.hasLineBreak = true
      case .continuation:
        gap.newlines += 1
        gap.hasContinuation = true
      case .semicolon: gap.hasSemicolon = true
      case .comment: write(comment: bytes[token.range], at: index)
      case .output: write(comment: Array("# ".utf8) + bytes[token.range], at: index)
      default: write(token, at: index)
      }
    }
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: Comments

  private mutating func write(comment: some Collection<UInt8>, at index: Int) {
    // What breaks the line behind it tells whether the statement goes on.
    if index + 1 == tokens.count || tokens[index + 1].kind == .newline { gap.endsStatement = true }
    if output.isEmpty {
      // The first line has nothing before it.
    } else if gap.newlines == 0 {
      output.append(UInt8(ascii: " "))
    } else {
      breakLine(
        indent: continuesStatement ? innerIndent + Self.step : innerIndent,
        hasEmptyLine: gap.newlines > 1 && !isAtBlockStart)
    }
    output += comment
    while output.last?.isBlank == true { output.removeLast() }
    gap.newlines = 0
    gap.mustBreak = true
    isBehindComment = true
  }

  /// Whether a comment was written since the last token: an empty line may then follow `{`.
  private var isBehindComment = false

  private var isAtBlockStart: Bool {
    guard !isBehindComment, let previous else { return false }
    return previous.kind == .openBrace || previous.kind == .closeBar
  }

  // MARK: Tokens

  private mutating func write(_ token: Token, at index: Int) {
    if token.kind == .openBar, !isBehindComment { gap.mustBreak = false }
    if let previous {
      if breaksLine(between: previous, and: token) {
        if needsBackslash(before: token) { output += " \\".utf8 }
        let hasEmptyLine =
          gap.newlines > 1 && gap.endsStatement && !isAtBlockStart && token.kind != .closeBrace
        breakLine(indent: indent(of: token), hasEmptyLine: hasEmptyLine)
      } else {
        if gap.hasSemicolon, !isOpening(previous), token.kind != .closeBrace {
          output.append(UInt8(ascii: ";"))
        }
        if hasBlank(between: previous, and: token) { output.append(UInt8(ascii: " ")) }
      }
    } else if isBehindComment {
      breakLine(indent: 0, hasEmptyLine: gap.newlines > 1)
    }
    output += bytes[token.range]
    if beginsStage { stageIndent = lineIndent }
    previous = token
    gap = Gap()
    isBehindComment = false
    track(token, at: index)
  }

  /// Whether what is written now begins a statement, a stage of a pipe or an element.
  private var beginsStage: Bool {
    guard let previous, !gap.endsStatement, !gap.hasSemicolon else { return true }
    switch previous.kind {
    case .pipe, .comma, .and, .assign, .openBrace, .closeBar, .openParenthesis, .openBracket,
      .openInterpolation:
      return true
    default: return false
    }
  }

  private var stageIndent: Int {
    get { open.last?.stageIndent ?? outermostStageIndent }
    set {
      if open.isEmpty {
        outermostStageIndent = newValue
      } else {
        open[open.count - 1].stageIndent = newValue
      }
    }
  }

  /// Keeps the stack of open brackets.
  private mutating func track(_ token: Token, at index: Int) {
    switch token.kind {
    case .openBrace:
      let isMultiline = multilineBraces.contains(index)
      // The block of a form whose condition goes over lines belongs to the form.
      let indent = stageIndent
      open.append(
        Open(
          kind: .openBrace, outerIndent: indent, isMultiline: isMultiline,
          stageIndent: indent + Self.step))
      gap.mustBreak = isMultiline
    case .openParenthesis, .openBracket, .openInterpolation:
      open.append(
        Open(
          kind: token.kind, outerIndent: lineIndent, isMultiline: false, stageIndent: lineIndent))
    case .closeBrace, .closeParenthesis, .closeBracket, .closeInterpolation:
      // Only a tree with errors closes what it did not open.
      _ = open.popLast()
    case .closeBar: gap.mustBreak = open.last?.isMultiline ?? false
    default: break
    }
  }

  // MARK: Lines

  private var innerIndent: Int { open.last?.innerIndent ?? 0 }

  /// Whether line breaks here are but blanks.
  private var isInPipeline: Bool { open.last?.holdsPipeline ?? false }

  /// Whether the next line goes on with a statement outside of parentheses.
  private var continuesStatement: Bool {
    guard let previous, !isInPipeline, !gap.endsStatement else { return false }
    return !isOpening(previous)
  }

  private func isOpening(_ token: Token) -> Bool {
    token.kind == .openBrace || token.kind == .closeBar
  }

  private func breaksLine(between left: Token, and right: Token) -> Bool {
    if isBehindComment { return true }
    if right.joinsPrevious { return false }
    if right.kind == .closeBrace, left.kind == .openBrace { return false }
    if right.kind == .closeBrace, open.last?.isMultiline == true { return true }
    if gap.mustBreak || gap.endsStatement { return true }
    if gap.hasSemicolon { return false }
    if gap.hasContinuation { return true }
    guard gap.hasLineBreak else { return false }
    return isInPipeline || keepsBreak(between: left, and: right)
  }

  /// Whether the author's line break inside a statement stays: behind what shows that more follows,
  /// but not between a keyword form and its block.
  private func keepsBreak(between left: Token, and right: Token) -> Bool {
    if right.kind == .openBrace { return false }
    switch left.kind {
    case .pipe, .infixOperator, .comma, .assign, .and: return true
    default: return false
    }
  }

  private func needsBackslash(before token: Token) -> Bool {
    gap.hasContinuation && !gap.endsStatement && !gap.mustBreak && !isInPipeline
      && token.kind != .closeBrace
  }

  private func indent(of token: Token) -> Int {
    switch token.kind {
    case .closeBrace, .closeParenthesis, .closeBracket, .closeInterpolation:
      open.last?.outerIndent ?? 0
    default:
      if previous?.kind == .infixOperator, !gap.endsStatement {
        stageIndent + Self.step
      } else {
        continuesStatement ? innerIndent + Self.step : innerIndent
      }
    }
  }

  private mutating func breakLine(indent: Int, hasEmptyLine: Bool) {
    output.append(UInt8(ascii: "\n"))
    if hasEmptyLine { output.append(UInt8(ascii: "\n")) }
    output += repeatElement(UInt8(ascii: " "), count: indent)
    lineIndent = indent
  }

  // MARK: Blanks

  private func hasBlank(between left: Token, and right: Token) -> Bool {
    if right.joinsPrevious { return false }
    switch left.kind {
    case .openParenthesis, .openBracket, .openInterpolation, .openBar, .ellipsis: return false
    case .prefixOperator: return bytes[left.range.lowerBound].isLetter
    case .openBrace: return right.kind != .closeBrace
    default: break
    }
    switch right.kind {
    case .closeParenthesis, .closeBracket, .closeInterpolation, .closeBar, .comma, .colon:
      return false
    default: return true
    }
  }
}
