import Diagnostics
import Syntax

/// What is being typed at the end of some text.
struct CompletionPlace {
  enum Kind: Equatable {
    case command
    /// A command behind `juju`.
    case jujuCommand
    /// `$name`.
    case variable
    /// The name in `${name}`.
    case variableName
    /// A flag of the command, behind these words.
    case flag(of: String, behind: [String])
    /// An argument of the command or the value of the flag before it, behind these words.
    case argument(of: String, behind: [String])
    /// The value in `--flag=value`.
    case flagValue(of: String, flag: String)
    case none
  }

  let kind: Kind
  /// The part of the word that stands there already.
  let word: String
  /// Its UTF-8 offsets.
  let range: Range<Int>

  init(_ text: String) {
    let bytes = Array(text.utf8)
    let start = Self.wordStart(bytes)
    let tree = parse(SourceText(text), mode: .prompt)
    let before = tree.tokens.filter { !$0.isTrivia && $0.range.upperBound <= start }
    let typed = String(decoding: bytes[start...], as: UTF8.self)
    let (kind, length) = Self.kind(of: typed, behind: before, tree)
    self.kind = kind
    word = String(decoding: bytes.suffix(length), as: UTF8.self)
    range = (bytes.count - length)..<bytes.count
  }

  /// Returns what is being typed and how many bytes of it there are already.
  private static func kind(
    of typed: String, behind before: [Token], _ tree: SyntaxTree
  ) -> (Kind, Int) {
    let length = typed.utf8.count
    if let dollar = typed.utf8.lastIndex(of: UInt8(ascii: "$")) {
      return (.variable, typed.utf8[dollar...].count)
    }
    if before.last?.kind == .openInterpolation { return (.variableName, length) }
    guard let command = openCommand(before, tree) else {
      return (beginsStage(before.last) ? .command : .none, length)
    }
    let name = tree.source.slice(before[command].range)
    let words = words(before[(command + 1)...], tree)
    if name == "juju" { return (words.isEmpty ? .jujuCommand : .none, length) }
    guard typed.hasPrefix("-") else { return (.argument(of: name, behind: words), length) }
    guard let sign = typed.firstIndex(of: "=") else {
      return (.flag(of: name, behind: words), length)
    }
    let value = typed[typed.index(after: sign)...]
    return (.flagValue(of: name, flag: String(typed[..<sign])), value.utf8.count)
  }

  /// Where the word at the end begins.
  private static func wordStart(_ bytes: [UInt8]) -> Int {
    let ends: Set<UInt8> = Set(" \t\n|;&(){}[]\"'".utf8)
    return (bytes.lastIndex { ends.contains($0) }).map { $0 + 1 } ?? 0
  }

  private static func beginsStage(_ last: Token?) -> Bool {
    guard let last else { return true }
    switch last.kind {
    case .pipe, .and, .semicolon, .openParenthesis, .openBrace, .assign, .closeBar: return true
    default: return false
    }
  }

  /// Returns the index of the command whose arguments are being typed.
  private static func openCommand(_ tokens: [Token], _ tree: SyntaxTree) -> Int? {
    /// How many brackets are closed that open further left: what is in them is over.
    var depth = 0
    for (index, token) in tokens.enumerated().reversed() {
      if token.kind.closes { depth += 1 }
      if token.kind.opens {
        if depth == 0 { return nil }
        depth -= 1
      }
      guard depth == 0 else { continue }
      switch token.kind {
      case .command:
        // Behind `juju` stands the command that is meant.
        return index
      case .pipe, .and, .semicolon, .assign, .closeBar: return nil
      default: continue
      }
    }
    return nil
  }

  /// Puts tokens together that stand side by side or between brackets.
  private static func words(_ tokens: ArraySlice<Token>, _ tree: SyntaxTree) -> [String] {
    var words: [Range<Int>] = []
    var depth = 0
    for token in tokens {
      if token.kind.closes { depth -= 1 }
      if let last = words.last, depth > 0 || last.upperBound == token.range.lowerBound {
        words[words.count - 1] = last.lowerBound..<token.range.upperBound
      } else {
        words.append(token.range)
      }
      if token.kind.opens { depth += 1 }
    }
    return words.map { String(tree.source.slice($0)) }
  }
}

extension Token.Kind {
  fileprivate var opens: Bool {
    switch self {
    case .openParenthesis, .openBracket, .openBrace, .openInterpolation: true
    default: false
    }
  }

  fileprivate var closes: Bool {
    switch self {
    case .closeParenthesis, .closeBracket, .closeBrace, .closeInterpolation: true
    default: false
    }
  }
}
