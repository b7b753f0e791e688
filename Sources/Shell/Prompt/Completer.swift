import CommandKit
import CoreCommands
import Diagnostics
import LineEditor
import Values

/// Completes commands, flags, choices and variables of the line being edited from declarations, and
/// names from what the session knows already: no request is sent.
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
    case .jujuCommand: Self.candidates(builtIn.filter(\.group.isJuju))
    case .variable: variables(before: "$")
    case .variableName: variables(before: "")
    case .flag(let name, let words): flags(of: name, behind: words)
    case .argument(let name, let words): arguments(of: name, behind: words, place.word)
    case .flagValue(let name, let flag):
      declaration(name)?.flag(spelled: flag).map { values(of: $0, place.word) } ?? []
    case .none: []
    }
  }

  private var builtIn: [CommandDeclaration] {
    let table = composition.runtime.table
    return table.names.compactMap { table[$0] }
  }

  private var commands: [Completion.Candidate] {
    Self.candidates(
      builtIn + LanguageStages.declarations + composition.interpreter.names.definitions)
  }

  private static func candidates(_ declarations: [CommandDeclaration]) -> [Completion.Candidate] {
    declarations.map { Completion.Candidate($0.name, description: $0.summary, kind: "command") }
  }

  private func variables(before start: String) -> [Completion.Candidate] {
    let names = Set(composition.interpreter.names.variables + ["session"])
    return names.map { Completion.Candidate(start + $0, kind: "variable", appendsBlank: false) }
  }

  private func declaration(_ name: String) -> CommandDeclaration? {
    composition.interpreter.names.definitions.first { $0.name == name }
      ?? composition.runtime.table[name]
  }

  /// The flags that may still be given.
  private func flags(of name: String, behind words: [String]) -> [Completion.Candidate] {
    guard let declaration = declaration(name) else { return [] }
    let given = Set(words.compactMap { declaration.flag(spelled: $0)?.name })
    return declaration.parameters
      .filter { !$0.isPositional && ($0.isRepeatable || !given.contains($0.name)) }
      .map { Completion.Candidate("--" + $0.name, description: $0.help, kind: "flag") }
  }

  /// What can stand as the next word: a value, and the flags where none has to.
  private func arguments(
    of name: String, behind words: [String], _ typed: String
  ) -> [Completion.Candidate] {
    guard let declaration = declaration(name) else { return [] }
    let next = NextParameter(declaration, behind: words)
    let known = next.parameter.map { values(of: $0, typed) } ?? []
    let mayBeFlag = next.parameter.map { $0.isPositional && !$0.isRequired } ?? true
    return known.isEmpty && mayBeFlag ? flags(of: name, behind: words) : known
  }

  /// The words a parameter can be.
  private func values(
    of parameter: ParameterDeclaration, _ typed: String
  ) -> [Completion.Candidate] {
    switch parameter.type.candidates {
    case .command: return commands
    case .topic: return commands + topics
    case let kind:
      let names = KnownNames(directory: composition.knownDirectory)
      return names.candidates(of: kind, for: typed)
        + parameter.type.choices.map { Completion.Candidate($0, description: parameter.help) }
    }
  }

  private var topics: [Completion.Candidate] {
    Topics.all.map { Completion.Candidate($0.name, description: $0.summary, kind: "topic") }
  }
}

/// The parameter that the next word of a call goes to.
struct NextParameter {
  /// nil when no word can follow but flags.
  let parameter: ParameterDeclaration?

  init(_ declaration: CommandDeclaration, behind words: [String]) {
    var count = 0
    var open: ParameterDeclaration?
    var flagsEnded = false
    for word in words {
      if open != nil {
        open = nil
      } else if word == "--", !flagsEnded {
        flagsEnded = true
      } else if !flagsEnded, word.hasPrefix("-"), let flag = declaration.flag(spelled: word) {
        if flag.kind == .flag, !word.contains("=") { open = flag }
      } else {
        count += 1
      }
    }
    parameter = open ?? Self.positional(after: count, of: declaration)
  }

  private static func positional(
    after count: Int, of declaration: CommandDeclaration
  ) -> ParameterDeclaration? {
    let positionals = declaration.positionals
    if count < positionals.count { return positionals[count] }
    guard let last = positionals.last, case .positional(.rest) = last.kind else { return nil }
    return last
  }
}

extension CommandDeclaration {
  /// Returns the flag that a word spells, with or without a value behind `=`.
  func flag(spelled word: String) -> ParameterDeclaration? {
    guard word.hasPrefix("-") else { return nil }
    let isLong = word.hasPrefix("--")
    let name = word.dropFirst(isLong ? 2 : 1).prefix { $0 != "=" }
    return flag(named: String(name), isLong: isLong)?.1
  }
}
