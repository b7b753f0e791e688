import CommandKit
import Diagnostics
import Synchronization
import Syntax
import Values

extension Compiler {
  /// Finds a variable; reports it when there is none of that name.
  func variable(_ name: Name) -> (Variable, FunctionScope.Binding)? {
    if let found = resolve(name.text) { return found }
    let names = Set(scope.visibleNames)
    var hint = Suggestion.nearest(to: name.text, among: names).map { "did you mean '$\($0)'?" }
    if hint == nil, let dash = name.text.firstIndex(of: "-"),
      names.contains(String(name.text[..<dash]))
    {
      hint = "$\(name.text) is one name; with blanks, $\(name.text[..<dash]) - … subtracts"
    }
    report(
      InterpreterDiagnostic.undefinedVariable, "undefined variable '$\(name.text)'", at: name.range,
      hint: Self.reservedHint(name.text) ?? hint ?? "let \(name.text) = … declares it")
    return nil
  }

  /// Where a reserved variable that is not known here would be known.
  private static func reservedHint(_ name: String) -> String? {
    switch name {
    case "in":
      "$in is what is piped into a def; a command gets what is piped into it by itself, "
        + "and '| each { … $it … }' names it"
    case "error": "$error stands inside 'catch { … }'"
    case "args": "$args are the arguments of a script"
    default: nil
    }
  }

  /// Compiles `$name` inside a word or a string.
  func variablePath(name: String, _ range: Range<Int>) -> Evaluate {
    variablePath(
      Syntax.Path(root: Name(name, (range.lowerBound + 1)..<range.upperBound), steps: []), range)
  }

  /// Compiles `$name.field[0]…`.
  func variablePath(_ path: Syntax.Path, _ range: Range<Int>) -> Evaluate {
    let root = self.root(path.root)
    guard !path.steps.isEmpty else { return root }
    checkColumns(path)
    let steps = path.steps.map { pathStep($0) }
    return { (frame) throws(Diagnostic) in
      var value = try root(frame)
      for step in steps { value = try step.value(of: value, frame) }
      return value
    }
  }

  private func root(_ name: Name) -> Evaluate {
    switch name.text {
    case "session" where resolve("session") == nil:
      return { (frame) throws(Diagnostic) in
        try frame.runtime.service(SessionValue.self)?.current() ?? .record(Record([:]))
      }
    case "it":
      guard let item = resolveItem() else {
        report(
          InterpreterDiagnostic.noItem, "there is no current item here", at: name.range,
          hint: "$it stands inside filters: … | each { echo $it }")
        return Self.constant(.null)
      }
      return Self.load(item)
    default:
      guard let (variable, _) = self.variable(name) else { return Self.constant(.null) }
      if name.text == "in" { countInputUse(variable) }
      return Self.load(variable)
    }
  }

  /// Notes that `$in` is read here; in a loop or a block that may be more than once.
  private func countInputUse(_ variable: Variable) {
    var function: FunctionScope? = scope
    for _ in 0..<variable.depth { function = function?.parent }
    let isRepeated = variable.depth > 0 || scope.loopDepth > 0
    function?.inputUses += isRepeated ? 2 : 1
  }

  /// Compiles `.field…` of the current item.
  func itemPath(_ steps: [PathStep], _ range: Range<Int>) -> Evaluate {
    guard let item = resolveItem() else {
      report(
        InterpreterDiagnostic.noItem, "'\(tree.source.slice(range))' has no current item here",
        at: range, hint: "fields of the current item stand in filters: … | where .state == …")
      return Self.constant(.null)
    }
    if case .field(let name, false, let place)? = steps.first {
      checkColumn(name, in: itemColumns, at: place)
    }
    let load = Self.load(item)
    let resolved = steps.map { pathStep($0) }
    if resolved.count == 1 {
      let step = resolved[0]
      return { (frame) throws(Diagnostic) in try step.value(of: load(frame), frame) }
    }
    return { (frame) throws(Diagnostic) in
      var value = try load(frame)
      for step in resolved { value = try step.value(of: value, frame) }
      return value
    }
  }

  static func load(_ variable: Variable) -> Evaluate {
    let slot = variable.slot
    switch variable.depth {
    case 0: return { (frame) throws(Diagnostic) in frame.slots[slot] }
    case 1: return { (frame) throws(Diagnostic) in frame.outer(1).slots[slot] }
    default:
      let depth = variable.depth
      return { (frame) throws(Diagnostic) in frame.outer(depth).slots[slot] }
    }
  }

  /// Compiles one step into a value.
  func pathStep(_ step: PathStep) -> ResolvedStep {
    switch step {
    case .field(let name, let isOptional, let range):
      ResolvedStep(.field(.of(name), isOptional: isOptional), span(range))
    case .index(let expression, let range):
      ResolvedStep(.index(evaluate(expression)), span(range))
    }
  }

  /// Checks a path through a variable whose columns are known (`for o in (offers)`).
  private func checkColumns(_ path: Syntax.Path) {
    guard let (_, binding) = resolve(path.root.text), let columns = binding.columns,
      case .field(let name, false, let range)? = path.steps.first
    else { return }
    checkColumn(name, in: columns, at: range)
  }

  /// Reports a column that records of known columns do not have.
  func checkColumn(_ name: String, in columns: [String]?, at range: Range<Int>) {
    guard let columns, !columns.isEmpty, !columns.contains(name) else { return }
    report(
      InterpreterDiagnostic.unknownColumn, "there is no column '\(name)' here", at: range,
      hint: Suggestion.hint(for: name, among: columns)
        ?? "the columns are \(columns.joined(separator: ", "))")
  }
}

/// One step of a path, compiled, with a guess where the field stands: records at one place of the
/// code mostly share a shape.
struct ResolvedStep: Sendable {
  enum Kind: Sendable {
    case field(FieldName, isOptional: Bool)
    case index(Evaluate)
  }

  private final class Guess: Sendable {
    let position = Atomic<Int>(0)
  }

  private let kind: Kind
  let span: SourceSpan
  private let guess = Guess()

  init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// Returns the step with its index evaluated.
  func settled(_ frame: Frame) throws(Diagnostic) -> ResolvedStep {
    guard case .index(let index) = kind else { return self }
    let value = try index(frame)
    return ResolvedStep(.index({ (_) throws(Diagnostic) in value }), span)
  }

  /// Returns what the step finds in `value`.
  func value(of value: Value, _ frame: Frame) throws(Diagnostic) -> Value {
    switch kind {
    case .field(let name, let isOptional): return try field(name, isOptional, of: value)
    case .index(let index): return try element(try index(frame), of: value)
    }
  }

  private func field(
    _ name: FieldName, _ isOptional: Bool, of value: Value
  ) throws(Diagnostic) -> Value {
    switch value {
    case .record(let record):
      var hint = guess.position.load(ordering: .relaxed)
      let before = hint
      let found = record.rows.value(row: record.row, named: name, hint: &hint)
      if hint != before { guess.position.store(hint, ordering: .relaxed) }
      if let found { return found }
      if isOptional { return .null }
      throw record.missing(name).located(at: span)
    case .null where isOptional: return .null
    case .list:
      throw Diagnostic(
        InterpreterDiagnostic.noMatch, "a list has no field '\(name.text)'", at: span,
        hint: "its records have: '| get \(name.text)' takes it from each")
    default:
      throw Diagnostic(
        InterpreterDiagnostic.noMatch, "\(value.kindPhrase) has no field '\(name.text)'", at: span,
        hint: value.isNull ? "'.\(name.text)?' gives null instead of an error" : nil)
    }
  }

  private func element(_ index: Value, of value: Value) throws(Diagnostic) -> Value {
    switch (value, index) {
    case (.list(let list), .int(let number)):
      return list[try position(number, count: list.count)]
    case (.string(let text), .int(let number)):
      return .string(try character(number, of: text))
    case (.record(let record), .string(let name)):
      if let field = record[name] { return field }
      throw record.missing(.of(name)).located(at: span)
    case (.stream, _):
      return try element(index, of: value.settled())
    default:
      throw Diagnostic(
        InterpreterDiagnostic.noMatch,
        "\(value.kindPhrase) has no element [\(index.text)]", at: span,
        hint: "lists take a whole number, records a field name")
    }
  }

  /// Returns a character of a text. Where every byte is a character its place is known; elsewhere
  /// the characters before it are gone through.
  private func character(_ number: Int, of text: String) throws(Diagnostic) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      // Of ASCII only CR and LF make one character together.
      bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D }
    }
    let position = try position(number, count: isPlain ? text.utf8.count : text.count)
    let index =
      isPlain
      ? text.utf8.index(text.startIndex, offsetBy: position)
      : text.index(text.startIndex, offsetBy: position)
    return String(text[index])
  }

  private func position(_ number: Int, count: Int) throws(Diagnostic) -> Int {
    let position = number < 0 ? number + count : number
    guard position >= 0, position < count else {
      throw Diagnostic(
        ValueDiagnostic.noIndex, "index \(number) of \(count) element\(count == 1 ? "" : "s")",
        at: span,
        hint: count == 0
          ? "there is none" : "they go from 0 to \(count - 1), and from the end -1 to -\(count)")
    }
    return position
  }

  /// Replaces what the steps lead to in `place` by `new`. What nobody else holds changes where it
  /// stands: each holder lets go of what is changed inside it until that is done. When it fails,
  /// everything is as it was.
  static func replace(
    in place: inout Value, _ steps: ArraySlice<ResolvedStep>, with new: Value, _ frame: Frame
  ) throws(Diagnostic) {
    guard let step = steps.first else {
      place = new
      return
    }
    let rest = steps.dropFirst()
    let index: Value
    switch step.kind {
    case .field(let name, _):
      guard case .record = place else { throw step.cannotSet(in: place) }
      return try step.replaceField(name, in: &place, rest, with: new, frame)
    case .index(let code): index = try code(frame)
    }
    switch (place.isList, index) {
    case (true, .int(let number)):
      try step.replaceElement(number, in: &place, rest, with: new, frame)
    case (false, .string(let name)):
      guard case .record = place else { throw step.cannotSet(in: place) }
      try step.replaceField(.of(name), in: &place, rest, with: new, frame)
    default: throw step.cannotSet(in: place)
    }
  }

  private func replaceField(
    _ name: FieldName, in place: inout Value, _ rest: ArraySlice<ResolvedStep>, with new: Value,
    _ frame: Frame
  ) throws(Diagnostic) {
    guard case .record(var record) = place else { return }
    var inner = new
    if !rest.isEmpty {
      guard let field = record[name] else { throw record.missing(name).located(at: span) }
      inner = field
    }
    place = .null
    if !rest.isEmpty { record.set(name, to: .null) }
    do throws(Diagnostic) {
      if !rest.isEmpty { try Self.replace(in: &inner, rest, with: new, frame) }
    } catch {
      record.set(name, to: inner)
      place = .record(record)
      throw error
    }
    record.set(name, to: inner)
    place = .record(record)
  }

  private func replaceElement(
    _ number: Int, in place: inout Value, _ rest: ArraySlice<ResolvedStep>, with new: Value,
    _ frame: Frame
  ) throws(Diagnostic) {
    guard case .list(var list) = place else { return }
    let position = try position(number, count: list.count)
    var inner = rest.isEmpty ? new : list[position]
    place = .null
    if !rest.isEmpty { list.replace(at: position, with: .null) }
    do throws(Diagnostic) {
      if !rest.isEmpty { try Self.replace(in: &inner, rest, with: new, frame) }
    } catch {
      list.replace(at: position, with: inner)
      place = .list(list)
      throw error
    }
    list.replace(at: position, with: inner)
    place = .list(list)
  }

  private func cannotSet(in value: Value) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.noMatch, "nothing can be set here in \(value.kindPhrase)", at: span)
  }
}
