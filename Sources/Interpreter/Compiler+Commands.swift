import CommandKit
import Diagnostics
import EffectGate
import Syntax
import Values

extension Compiler {
  /// Compiles a call: finds the command, binds its arguments, checks what can be checked.
  func command(_ call: CommandCall, _ state: inout PipeState) -> RunStage {
    let input = state
    state.columns = nil
    let nothing: RunStage = { (_, _) throws(Diagnostic) in .nothing }
    guard let name = call.name.literalText else { return nothing }
    guard let callee = callee(name, call) else {
      // The arguments are still looked at: their mistakes are reported with the name's.
      _ = arguments(of: call, declaration: nil, columns: input.columns)
      return nothing
    }
    let declaration = callee.declaration
    if let help = helpAsked(by: call, of: name, declaration) { return help }
    let (arguments, dynamics) = arguments(
      of: call, declaration: declaration, columns: input.columns)
    let (bound, problems) = Binder.bind(
      arguments, to: declaration, nameSpan: span(call.name.range), isFed: input.isFed)
    // Where an argument could not be read, what is missing or too much follows from that.
    if !hasSyntaxError(in: call) { problems.forEach { report(hintingAtField($0, of: call)) } }
    guard let bound else { return nothing }
    checkColumns(of: bound, columns: input.columns)
    warnOfFieldsAsText(bound)
    checkPipe(declaration, input, call)
    state.columns =
      input.isFed && bound.isFedByItems && declaration.effect > .read
      ? BatchResults.columns : columns(after: bound, input: input.columns)
    state.isWritten = declaration.effect > .read
    switch callee {
    case .builtIn:
      let isComplete = !input.isFed || bound.needsNothingFed
      if dynamics.isEmpty, isComplete { checkCall(bound) }
      return runBuiltIn(bound, dynamics, span(call.range))
    case .defined(let definition):
      return runDefined(definition, bound, dynamics, span(call.range))
    }
  }

  /// Whether the parser found something wrong in the arguments of a call, blocks aside.
  private func hasSyntaxError(in call: CommandCall) -> Bool {
    tree.diagnostics.contains { diagnostic in
      guard diagnostic.severity == .error, let place = diagnostic.span?.range.lowerBound,
        call.range.contains(place)
      else { return false }
      return !call.arguments.contains { argument in
        if case .block(let block) = argument { block.range.contains(place) } else { false }
      }
    }
  }

  /// What a name stands for.
  enum Callee {
    case builtIn(CommandDeclaration)
    case defined(Definition)

    var declaration: CommandDeclaration {
      switch self {
      case .builtIn(let declaration): declaration
      case .defined(let definition): definition.declaration
      }
    }
  }

  private func callee(_ name: String, _ call: CommandCall) -> Callee? {
    if !call.hasJujuPrefix, let definition = definitions[name] { return .defined(definition) }
    guard let declaration = table[name] else {
      report(unknownCommand(name, call))
      return nil
    }
    if call.hasJujuPrefix, !declaration.group.isJuju, name != "help" {
      report(
        InterpreterDiagnostic.notJuju, "'\(name)' is offsh's own command, not Juju's",
        at: call.name.range, hint: "leave 'juju' away")
    }
    return .builtIn(declaration)
  }

  private func unknownCommand(_ name: String, _ call: CommandCall) -> Diagnostic {
    let names = table.allNames + definitions.names
    let next = call.arguments.first.map { tree.source.slice($0.range) }
    let known =
      Habits.call(name, next: next, in: table) ?? Habits.hint(for: name, next: next)
      ?? Habits.reordered(name, among: names).map { "did you mean '\($0)'?" }
      ?? Suggestion.hint(for: name, among: names)
    return Diagnostic(
      InterpreterDiagnostic.unknownCommand, "unknown command '\(name)'", at: span(call.name.range),
      hint: known ?? unknownHint(name, call))
  }

  /// What to say of a name that is like none.
  private func unknownHint(_ name: String, _ call: CommandCall) -> String {
    if resolve(name) != nil { return "to show the variable write $\(name)" }
    guard call.hasJujuPrefix else { return "'help' lists the commands" }
    return "'help' lists those of Juju's commands that offsh has; Juju's own client has the rest"
  }

  // MARK: Arguments

  /// Returns the arguments as binding takes them, and the code of those only known at run time.
  private func arguments(
    of call: CommandCall, declaration: CommandDeclaration?, columns: [String]?
  ) -> ([CallArgument], [Evaluate]) {
    var dynamics: [Evaluate] = []
    let isParallel = call.arguments.contains { argument in
      guard case .flag(let flag) = argument else { return false }
      let parameter = declaration?.flag(named: flag.name.text, isLong: flag.dashes == 2)
      return parameter?.1.role == .runsInParallel
    }
    func source(_ word: Word) -> ArgumentSource {
      if let text = word.literalText {
        let locate: @Sendable (Range<Int>) -> Range<Int> = { word.sourceRange(of: $0) }
        return .text(
          LiteralText(
            text, span: span(word.range), isQuoted: word.wholeString != nil, locate: locate))
      }
      return dynamic(self.word(word), word.range)
    }
    func dynamic(_ code: @escaping Evaluate, _ range: Range<Int>) -> ArgumentSource {
      dynamics.append(code)
      return .dynamic(index: dynamics.count - 1, span: span(range))
    }
    func value(_ expression: Expression) -> ArgumentSource {
      if let value = Self.literalValue(expression) {
        return .literal(value, span: span(expression.range))
      }
      return dynamic(argumentValue(expression), expression.range)
    }
    let itemPosition = declaration?.parameters.lazy.compactMap { parameter in
      (parameter.type as? any BlockParameter.Type)?.itemPosition
    }.first
    let itemColumns = declaration.flatMap { Self.keepsItems($0) ? columns : nil }
    let arguments = call.arguments.map { argument -> CallArgument in
      switch argument {
      case .word(let word): return .value(source(word))
      case .value(let expression):
        return .value(value(expression))
      case .block(let block):
        let code = self.block(
          block, columns: itemColumns, itemPosition: itemPosition, isParallel: isParallel)
        dynamics.append(code)
        return .value(
          .block(
            index: dynamics.count - 1,
            parameterCount: block.parameters.isEmpty ? nil : block.parameters.count,
            span: span(block.range)))
      case .spread(let expression, let range):
        dynamics.append(evaluate(expression))
        return .spread(dynamic: dynamics.count - 1, span: span(range))
      case .flag(let flag):
        let attached: ArgumentSource? = flag.value.map { attached in
          switch attached {
          case .word(let word): source(word)
          case .value(let expression): value(expression)
          }
        }
        return .flag(
          name: flag.name.text, isLong: flag.dashes == 2, attached: attached,
          asWord: flag.word.map { source($0) }, span: span(flag.range))
      }
    }
    return (arguments, dynamics)
  }

  /// Whether the blocks of a command are called with the items of its input as they are.
  private static func keepsItems(_ declaration: CommandDeclaration) -> Bool {
    declaration.input != .ignored
  }

  /// The value of an argument that is nothing but literals, in parentheses or a list: its type is
  /// checked before anything runs.
  private static func literalValue(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .list(let elements):
      let values = elements.compactMap { literalValue($0) }
      return values.count == elements.count ? .list(List(values)) : nil
    case .pipeline(let pipeline):
      guard pipeline.stages.isEmpty, case .expression(let inner) = pipeline.first else {
        return nil
      }
      return literalValue(inner)
    default: return constantValue(expression)
    }
  }

  /// An argument that is an expression keeps a stream lazy: `join (orders) …`.
  private func argumentValue(_ expression: Expression) -> Evaluate {
    if case .pipeline(let inner) = expression.kind { return pipeline(inner) }
    return evaluate(expression)
  }

  /// Compiles a word that holds variables or interpolations to its text.
  private func word(_ word: Word) -> Evaluate {
    var parts: [(code: Evaluate, span: SourceSpan)] = []
    for segment in word.segments {
      switch segment {
      case .text(let text, let range): parts.append((Self.constant(.string(text)), span(range)))
      case .string(let literal): parts.append((string(literal), span(literal.range)))
      case .variable(let name, let range):
        parts.append((variablePath(name: name, range), span(range)))
      case .interpolation(let expression, let range):
        parts.append((evaluate(expression), span(range)))
      case .placeholder(let placeholder):
        parts.append((Self.constant(.string(placeholder.label)), span(placeholder.range)))
      }
    }
    let pieces = parts
    // A word that is one interpolation hands its value on as it is: `--count ${n}` stays a number.
    if pieces.count == 1, case .interpolation? = word.segments.first { return pieces[0].code }
    return { (frame) throws(Diagnostic) in
      var text = ""
      for (code, span) in pieces {
        let value = try code(frame).settled()
        if value.isNull {
          throw Diagnostic(
            InterpreterDiagnostic.nullText, "null cannot be part of an argument", at: span,
            hint: "'${… ?? \"default\"}' gives something else instead")
        }
        text += value.text
      }
      return .string(text)
    }
  }

  // MARK: Checks

  private func checkColumns(of bound: BoundCall, columns: [String]?) {
    guard let columns else { return }
    for assignment in bound.known {
      guard case .parsed(let element) = assignment.source,
        let path = (element as? any ColumnNaming)?.namedColumn, let first = path.names.first,
        !path.isOptional(0)
      else { continue }
      checkColumn(first.text, in: columns, at: assignment.span.range)
    }
  }

  /// In a block `.name` is a field of the item where an expression stands, and text where an argument
  /// does: whoever writes it as an argument probably means the field.
  private func warnOfFieldsAsText(_ bound: BoundCall) {
    guard resolveItem() != nil else { return }
    for assignment in bound.known {
      let text = assignment.span.text
      guard Self.looksLikeField(text), case .parsed(let element) = assignment.source,
        !(element is any ColumnNaming),
        bound.declaration.parameters[assignment.parameter].type.candidates != .file
      else { continue }
      report(
        Diagnostic(
          InterpreterDiagnostic.fieldAsText, "'\(text)' is text here, not the item's field",
          at: assignment.span, hint: "the field is (\(text)); as text write '\(text)'"
        ).asWarning())
    }
  }

  /// The same for a word that its parameter refuses.
  private func hintingAtField(_ problem: Diagnostic, of call: CommandCall) -> Diagnostic {
    guard resolveItem() != nil, let place = problem.span?.range.lowerBound else { return problem }
    for case .word(let word) in call.arguments where word.range.contains(place) {
      let text = tree.source.slice(word.range)
      guard Self.looksLikeField(text) else { continue }
      var problem = problem
      problem.hint = "arguments are text; the item's field is (\(text))"
      return problem
    }
    return problem
  }

  private static func looksLikeField(_ text: String) -> Bool {
    let name = text.dropFirst()
    guard text.first == ".", let next = name.first, next.isLetter || next == "_" else {
      return false
    }
    return name.allSatisfy { $0.isLetter || $0.isNumber || "._-?".contains($0) }
  }

  private func checkPipe(
    _ declaration: CommandDeclaration, _ input: PipeState, _ call: CommandCall
  ) {
    switch declaration.input {
    case .required where !input.isFed:
      report(
        CommandDiagnostic.noInput, "\(declaration.name) needs something piped into it",
        at: call.name.range,
        hint: "for example: \(declaration.examples.first?.line ?? declaration.usage)")
    case .ignored where input.isPiped && !declaration.hasFedParameters:
      report(
        InterpreterDiagnostic.badPipe, "\(declaration.name) takes nothing from a pipe",
        at: call.name.range, hint: "'each { \(declaration.name) … }' runs it once for each item")
    default: break
    }
  }

  /// Lets the command look at a call whose arguments are all known.
  private func checkCall(_ bound: BoundCall) {
    do throws(Diagnostic) {
      guard let (command, site) = try bound.command([]) else { return }
      do throws(Diagnostic) {
        try command.check(site, in: runtime)
      } catch {
        throw error.located(at: site.span)
      }
    } catch {
      report(error)
    }
  }

  /// The columns of what a call gives that is not run once for each item.
  private func columns(after bound: BoundCall, input: [String]?) -> [String]? {
    switch bound.declaration.result {
    case .records(let columns), .record(let columns): return columns
    case .input: return input
    case .named:
      let names = bound.assignments.compactMap { assignment -> String? in
        guard case .parsed(let element) = assignment.source else { return nil }
        return (element as? ColumnPath)?.text
      }
      return names.count == bound.assignments.count ? names : nil
    case .nothing, .text, .unknown: return nil
    }
  }

  // MARK: Running

  func runBuiltIn(
    _ bound: BoundCall, _ dynamics: [Evaluate], _ span: SourceSpan
  ) -> RunStage {
    let declaration = bound.declaration
    let destroys = declaration.effect == .destroy
    let isFedByItems = bound.isFedByItems
    let columns = isFedByItems ? columns(after: bound, input: nil) : nil
    return { (frame, input) throws(Diagnostic) in
      do throws(Diagnostic) {
        if destroys { try frame.runtime.gate.requireSomebodyToAsk() }
        let values = try Self.values(dynamics, frame)
        if isFedByItems, let input {
          let items = try Self.items(input)
          if declaration.effect == .read {
            return FedReads(bound: bound, values: values, span: span, columns: columns)
              .results(over: items, frame.runtime)
          }
          return try BatchCall(bound, values, span).run(over: items, frame)
        }
        guard let (command, site) = try bound.command(values) else { return .nothing }
        return try command.run(
          in: CommandContext(input: input, runtime: frame.runtime, call: site))
      } catch {
        throw error.located(at: span)
      }
    }
  }

  /// What is no list is one item.
  private static func items(_ input: Value) throws(Diagnostic) -> ValueStream {
    if let stream = input.asStream { return stream }
    return ValueStream([try input.settled()])
  }

  static func values(_ dynamics: [Evaluate], _ frame: Frame) throws(Diagnostic) -> [Value] {
    if dynamics.isEmpty { return [] }
    var values: [Value] = []
    values.reserveCapacity(dynamics.count)
    for dynamic in dynamics { values.append(try dynamic(frame)) }
    return values
  }
}
