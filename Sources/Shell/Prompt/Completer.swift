import CommandKit
import Diagnostics
import LineEditor
import Syntax
import Values

/// Completes commands, flags, choices and variables of the line being edited, from declarations
/// alone: no request is sent.
struct Completer {
  let composition: Composition

  init(_ composition: Composition) { self.composition = composition }

  /// Returns what can stand at the cursor, a UTF-8 offset into `text`.
  func completion(of text: String, at cursor: Int) -> Completion {
    let before = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
    let place = CompletionPlace(before)
    let candidates = candidates(for: place)
      .filter { $0.text.hasPrefix(place.word) }
      .sorted { $0.text < $1.text }
    return Completion(candidates, replacing: place.range)
  }

  private func candidates(for place: CompletionPlace) -> [Completion.Candidate] {
    switch place.kind {
    case .command: commands
    case .variable: variables
    case .flag(let name): flags(of: name)
    case .value(let name, let flag): choices(of: name, flag: flag)
    case .none: []
    }
  }

  private var commands: [Completion.Candidate] {
    let builtIn = composition.runtime.table.names.compactMap { name in
      composition.runtime.table[name]
    }
    let defined = composition.interpreter.names.definitions
    return (builtIn + defined).map {
      Completion.Candidate($0.name, description: $0.summary, kind: "command")
    }
  }

  private var variables: [Completion.Candidate] {
    let names = Set(composition.interpreter.names.variables + ["session"])
    return names.map { Completion.Candidate("$" + $0, kind: "variable", appendsBlank: false) }
  }

  private func declaration(_ name: String) -> CommandDeclaration? {
    composition.interpreter.names.definitions.first { $0.name == name }
      ?? composition.runtime.table[name]
  }

  private func flags(of name: String) -> [Completion.Candidate] {
    guard let declaration = declaration(name) else { return [] }
    return declaration.parameters.filter { !$0.isPositional }.map {
      Completion.Candidate("--" + $0.name, description: $0.help, kind: "flag")
    }
  }

  /// The words a parameter can be: of the flag before the cursor, or of the next argument.
  private func choices(of name: String, flag: String?) -> [Completion.Candidate] {
    guard let declaration = declaration(name) else { return [] }
    let parameter =
      flag.flatMap { flag in
        declaration.flag(named: String(flag.drop { $0 == "-" }), isLong: flag.hasPrefix("--"))?.1
      } ?? declaration.positionals.first
    guard let parameter, parameter.kind != .switch else { return [] }
    if parameter.type.candidates == .command { return commands }
    return parameter.type.choices.map { Completion.Candidate($0, description: parameter.help) }
  }
}

/// What is being typed at the end of some text.
struct CompletionPlace {
  enum Kind: Equatable {
    case command
    case variable
    case flag(of: String)
    /// An argument of the command; `flag` is the word before it when that is a flag.
    case value(of: String, flag: String?)
    case none
  }

  let kind: Kind
  /// The part of the word that stands there already.
  let word: String
  /// Its UTF-8 offsets.
  let range: Range<Int>

  init(_ text: String) {
    let tree = parse(SourceText(text), mode: .prompt)
    let end = text.utf8.count
    let wordStart = Self.wordStart(text)
    word = String(decoding: Array(text.utf8)[wordStart..<end], as: UTF8.self)
    range = wordStart..<end
    let before = tree.tokens.filter { !$0.isTrivia && $0.range.upperBound <= wordStart }
    if word.hasPrefix("$") {
      kind = .variable
      return
    }
    guard let command = Self.openCommand(before, tree) else {
      kind = Self.beginsStage(before.last) ? .command : .none
      return
    }
    if word.hasPrefix("-") {
      kind = .flag(of: command)
    } else {
      let last = before.last.map { tree.source.slice($0.range) }
      kind = .value(of: command, flag: last.flatMap { $0.hasPrefix("-") ? $0 : nil })
    }
  }

  /// Where the word at the end begins.
  private static func wordStart(_ text: String) -> Int {
    let ends: Set<UInt8> = Set(" \t\n|;&(){}[]\"'".utf8)
    let bytes = Array(text.utf8)
    return (bytes.lastIndex { ends.contains($0) }).map { $0 + 1 } ?? 0
  }

  private static func beginsStage(_ last: Token?) -> Bool {
    guard let last else { return true }
    switch last.kind {
    case .pipe, .and, .semicolon, .openParenthesis, .openBrace, .assign, .closeBar: return true
    default: return false
    }
  }

  /// The name of the command whose arguments are being typed.
  private static func openCommand(_ tokens: [Token], _ tree: SyntaxTree) -> String? {
    for token in tokens.reversed() {
      switch token.kind {
      case .command:
        let name = tree.source.slice(token.range)
        return name == "juju" ? nil : name
      case .pipe, .and, .semicolon, .openParenthesis, .openBrace, .assign, .closeBar: return nil
      default: continue
      }
    }
    return nil
  }
}
