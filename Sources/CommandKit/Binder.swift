package import Diagnostics
import Values

/// Binds the arguments of a call to the parameters of its command, before anything runs.
///
/// Idea: flags are taken out first, in order, each with its value; what is left are the positional
/// arguments. Literal text is parsed right here by the parameter's type, so that its errors are
/// found by the check and point inside the word; what is only known at run time is converted when
/// the call is made, by the same type. Collects everything that is wrong.
package struct Binder {
  private let declaration: CommandDeclaration
  private let nameSpan: SourceSpan
  /// Whether a value is piped into the call: then pipe-fed parameters may be missing.
  private let isFed: Bool
  package private(set) var diagnostics: [Diagnostic] = []

  private var assignments: [BoundCall.Assignment] = []
  private var positionals: [CallArgument] = []
  private var seenFlags: Set<Int> = []

  private init(_ declaration: CommandDeclaration, nameSpan: SourceSpan, isFed: Bool) {
    self.declaration = declaration
    self.nameSpan = nameSpan
    self.isFed = isFed
  }

  /// Returns the bound call, or nil with what is wrong.
  package static func bind(
    _ arguments: [CallArgument], to declaration: CommandDeclaration, nameSpan: SourceSpan,
    isFed: Bool
  ) -> (call: BoundCall?, diagnostics: [Diagnostic]) {
    var binder = Binder(declaration, nameSpan: nameSpan, isFed: isFed)
    binder.takeFlags(arguments)
    binder.takePositionals()
    let call = BoundCall(
      declaration: declaration, nameSpan: nameSpan, assignments: binder.assignments,
      spreads: binder.spreads, certain: binder.certain)
    return (binder.diagnostics.isEmpty ? call : nil, binder.diagnostics)
  }

  /// Returns the command with its parameters set, for arguments that are all known: those of the
  /// process. Throws the first thing that is wrong with them.
  package static func command<Declared: Command>(
    _ declared: Declared.Type, _ arguments: [CallArgument], nameSpan: SourceSpan
  ) throws(Diagnostic) -> (command: Declared, site: CallSite) {
    let declaration = CommandDeclaration(declared)
    let (call, diagnostics) = bind(arguments, to: declaration, nameSpan: nameSpan, isFed: false)
    guard let call else { throw diagnostics[0] }
    let elements = try call.elements([])
    let command = Declared()
    let parameters = DeclaredParameters.of(command)
    for (index, element, _) in elements where index < parameters.count {
      parameters[index].parameter.accept(element)
    }
    let places = elements.map { (declaration.parameters[$0.parameter].name, $0.span) }
    return (command, CallSite(name: declaration.name, span: nameSpan, parameters: places))
  }

  /// The positional arguments when one of them is spread.
  private var spreads: [CallArgument]? {
    positionals.contains(where: \.isSpread) ? positionals : nil
  }

  /// What is literal beside a spread and can only be meant for one parameter.
  private var certain: [BoundCall.Assignment] = []

  // MARK: Flags

  private mutating func takeFlags(_ arguments: [CallArgument]) {
    var index = 0
    var flagsEnded = false
    while index < arguments.count {
      defer { index += 1 }
      switch arguments[index] {
      case .value(.text(let text)) where text.text == "--" && !flagsEnded:
        flagsEnded = true
      case .value, .spread:
        positionals.append(arguments[index])
      case .flag(let name, let isLong, let attached, let asWord, let span):
        if flagsEnded {
          if let asWord { positionals.append(.value(asWord)) }
          continue
        }
        let next = index + 1 < arguments.count ? arguments[index + 1] : nil
        if takeFlag(name, isLong, attached, next: next, span) { index += 1 }
      }
    }
  }

  /// Takes one flag; true when it used the argument behind it.
  private mutating func takeFlag(
    _ name: String, _ isLong: Bool, _ attached: ArgumentSource?, next: CallArgument?,
    _ span: SourceSpan
  ) -> Bool {
    guard let (parameter, flag) = declaration.flag(named: name, isLong: isLong) else {
      diagnostics.append(unknownFlag(name, isLong, span))
      return false
    }
    if !seenFlags.insert(parameter).inserted, !flag.isRepeatable {
      diagnostics.append(
        Diagnostic(CommandDiagnostic.repeatedFlag, "flag \(flag.spelling) given twice", at: span))
    }
    if case .switch = flag.kind {
      takeSwitch(parameter, flag, attached, span)
      return false
    }
    if let attached {
      assign(attached, to: parameter)
      return false
    }
    switch next {
    case .value(let source): assign(source, to: parameter)
    case .flag(_, _, _, let asWord?, _): assign(asWord, to: parameter)
    case .flag, .spread, nil:
      diagnostics.append(
        Diagnostic(
          CommandDiagnostic.flagNeedsValue, "flag needs an argument: \(flag.spelling)", at: span,
          hint: "write \(flag.spelling) \(flag.type.typeName), for \(flag.type.expectation)"))
      return false
    }
    return true
  }

  private mutating func takeSwitch(
    _ parameter: Int, _ flag: ParameterDeclaration, _ attached: ArgumentSource?, _ span: SourceSpan
  ) {
    guard let attached else {
      assignments.append(.init(parameter: parameter, source: .parsed(true), span: span))
      return
    }
    if case .text(let text) = attached, Bool(text.text) == nil {
      diagnostics.append(
        Diagnostic(
          CommandDiagnostic.switchValue,
          "\(flag.spelling) is a switch and \"\(text.text)\" is neither true nor false",
          at: text.span, hint: "write \(flag.spelling) alone, or \(flag.spelling)=false"))
      return
    }
    assign(attached, to: parameter)
  }

  /// What other command lines call the flag that chooses how results are printed.
  private static let formatFlags: Set = ["format", "output", "json", "yaml", "o"]

  private func unknownFlag(_ name: String, _ isLong: Bool, _ span: SourceSpan) -> Diagnostic {
    let spelling = (isLong ? "--" : "-") + name
    let names = declaration.parameters.filter { !$0.isPositional }
    let known = names.flatMap { [$0.name] + $0.aliases }
    var hint = Suggestion.nearest(to: name, among: known).map { "did you mean '--\($0)'?" }
    if hint == nil, !isLong, name.count > 1 {
      hint =
        known.contains(name)
        ? "long flags have two dashes: --\(name)"
        : "letters cannot be joined: write each with its own dash"
    }
    if hint == nil, Self.formatFlags.contains(name) {
      hint = "put what prints behind it: … | to json; offsh --format json does so for everything"
    }
    return Diagnostic(
      CommandDiagnostic.unknownFlag, "option provided but not defined: \(spelling)", at: span,
      hint: hint
        ?? (known.isEmpty
          ? "\(declaration.name) has no flags"
          : "its flags are " + names.map { "--" + $0.name }.joined(separator: ", ")))
  }

  // MARK: Positional arguments

  private mutating func takePositionals() {
    if let spreads { return checkSpread(spreads) }
    let sources = positionals.compactMap { argument in
      if case .value(let source) = argument { source } else { nil }
    }
    let plan = PositionalPlan(declaration, count: sources.count, isFed: isFed)
    for (source, parameter) in zip(sources, plan.parameters) { assign(source, to: parameter) }
    // Behind a flag that is not known a word may be its value: one mistake is reported, not two.
    if diagnostics.contains(where: { $0.id == CommandDiagnostic.unknownFlag }) { return }
    if let missing = plan.missing {
      diagnostics.append(
        declaration.missingArgument(missing, at: nameSpan, last: sources.last?.span))
    } else if sources.count > plan.parameters.count {
      diagnostics.append(
        declaration.extraArguments(sources[plan.parameters.count...].map(\.span)))
    }
  }

  /// How many elements a spread gives is known only when the call runs. What is literal beside it
  /// must fit at least one such number.
  private mutating func checkSpread(_ arguments: [CallArgument]) {
    // Behind a flag that is not known a word may be its value.
    if diagnostics.contains(where: { $0.id == CommandDiagnostic.unknownFlag }) { return }
    let fitting = SpreadFitting(arguments, declaration, isFed: isFed, nameSpan: nameSpan)
    diagnostics += fitting.problems
    certain = fitting.certain
  }

  // MARK: Values

  private mutating func assign(_ source: ArgumentSource, to parameter: Int) {
    do throws(Diagnostic) {
      assignments.append(try declaration.assignment(of: source, to: parameter))
    } catch {
      diagnostics.append(error)
    }
  }
}

extension CommandDeclaration {
  /// Returns what `source` gives `parameter`, parsed where it is known; throws what is wrong with
  /// it, pointing inside the word.
  func assignment(
    of source: ArgumentSource, to parameter: Int
  ) throws(Diagnostic) -> BoundCall.Assignment {
    let type = parameters[parameter].type
    do throws(ParameterError) {
      switch source {
      case .dynamic(let index, let span):
        return .init(parameter: parameter, source: .dynamic(index), span: span)
      case .block(let index, let count, let span):
        // Only whether the type takes a block at all; the block itself exists when the call runs.
        _ = try type.convert(
          .block(Callable(parameterCount: count) { (_, _) throws(Diagnostic) in .null }))
        return .init(parameter: parameter, source: .dynamic(index), span: span)
      case .literal(let value, let span):
        return .init(parameter: parameter, source: .parsed(try type.convert(value)), span: span)
      case .text(let text):
        let value = try text.isQuoted ? type.parse(quoted: text.text) : type.parse(text.text)
        return .init(parameter: parameter, source: .parsed(value), span: text.span)
      }
    } catch {
      var place = source.span
      if case .text(let text) = source { place = text.span(of: error.range) }
      throw Diagnostic(
        CommandDiagnostic.badArgument, error.message, at: place,
        hint: error.hint ?? "expected \(type.expectation)")
    }
  }
}

/// Which positional parameter each of `count` arguments goes to.
struct PositionalPlan {
  private(set) var parameters: [Int] = []
  /// The first required parameter that gets nothing.
  private(set) var missing: ParameterDeclaration?

  init(_ declaration: CommandDeclaration, count: Int, isFed: Bool) {
    var left = count
    for (index, parameter) in declaration.parameters.enumerated() {
      guard case .positional(let arity) = parameter.kind else { continue }
      let mayMiss = isFed && parameter.fedBy != nil
      switch arity {
      case .one:
        if left > 0 {
          parameters.append(index)
          left -= 1
        } else if !mayMiss, missing == nil {
          missing = parameter
        }
      case .optional:
        if left > 0 {
          parameters.append(index)
          left -= 1
        }
      case .rest(let least):
        if left < least, !mayMiss, missing == nil { missing = parameter }
        parameters += Array(repeating: index, count: left)
        left = 0
      }
    }
  }
}

extension CommandDeclaration {
  /// Whether everything the command works on comes from the pipe.
  private var takesOnlyInput: Bool {
    input == .required && !parameters.contains(where: \.isPositional)
  }

  /// Returns the error for a required argument that was not given.
  func missingArgument(
    _ parameter: ParameterDeclaration, at nameSpan: SourceSpan, last: SourceSpan?
  ) -> Diagnostic {
    let place = last ?? nameSpan
    let end = SourceSpan(place.source, place.range.upperBound..<place.range.upperBound)
    return Diagnostic(
      CommandDiagnostic.missingArgument,
      parameter.missing ?? "\(name) needs <\(parameter.name)>: \(parameter.type.expectation)",
      at: end, hint: "usage: \(usage)")
  }

  /// Returns the error for arguments that no parameter takes, in Juju's words.
  func extraArguments(_ spans: [SourceSpan]) -> Diagnostic {
    let texts = spans.map { span in
      // What is quoted already is not quoted again.
      span.text.first == "\"" ? span.text : "\"\(span.text)\""
    }
    return Diagnostic(
      CommandDiagnostic.extraArgument, "unrecognized args: [\(texts.joined(separator: " "))]",
      at: spans.dropFirst().reduce(spans[0]) { $0.joined(to: $1) },
      hint: takesOnlyInput
        ? "it works on what is piped into it: … | \(name)" : "usage: \(usage)")
  }
}
