import CommandKit
import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Makes the definitions of a chunk known before any of its code is compiled.
  func hoist(_ chunk: Chunk) {
    for statement in chunk.statements {
      switch statement.kind {
      case .def(let definition): declare(definition)
      case .source(let word): readDefinitions(word)
      default: break
      }
    }
  }

  private func declare(_ definition: Syntax.Definition) {
    let name = definition.name
    if table[name.text] != nil {
      report(
        InterpreterDiagnostic.badDefinition, "'\(name.text)' is a command of offsh itself",
        at: name.range, hint: "choose another name, such as my-\(name.text)")
      return
    }
    if isFile, let earlier = definitions[name.text] {
      return reportTwice(name.text, span(name.range), earlier)
    }
    let help = definition.help?.split(separator: "\n") ?? []
    let declaration = CommandDeclaration(
      name: name.text, group: .shell,
      summary: help.first.map(String.init) ?? "Defined by this session or file",
      // One line is the summary, and is not said again.
      details: help.count > 1 ? definition.help ?? "" : "", input: .optional,
      parameters: definition.parameters.map { parameter($0) })
    definitions[name.text] = Definition(declaration, span: span(name.range))
  }

  func reportTwice(_ name: String, _ span: SourceSpan, _ earlier: Definition) {
    var twice = Diagnostic(
      InterpreterDiagnostic.badDefinition, "'\(name)' is defined twice", at: span)
    twice.labels = [Diagnostic.Label(earlier.span, "first defined here")]
    report(twice)
  }

  private func parameter(_ parameter: Syntax.Parameter) -> ParameterDeclaration {
    let type = type(of: parameter)
    let hasDefault = parameter.defaultValue != nil || isOptionalType(parameter)
    let kind: ParameterDeclaration.Kind =
      switch parameter.kind {
      case .positional: .positional(hasDefault ? .optional : .one)
      case .rest: .positional(.rest(atLeast: 0))
      case .flag: parameter.type == nil && !hasDefault ? .switch : .flag
      }
    return ParameterDeclaration(
      kind: kind, type: type, help: parameter.type?.text ?? "", name: parameter.name.text,
      defaultText: parameter.defaultValue.map { tree.source.slice($0.range) })
  }

  private func isOptionalType(_ parameter: Syntax.Parameter) -> Bool {
    parameter.type?.text.hasSuffix("?") ?? false
  }

  private func type(of parameter: Syntax.Parameter) -> any ParameterValue.Type {
    guard let given = parameter.type else {
      return parameter.kind == .flag && parameter.defaultValue == nil ? Bool.self : AnyValue.self
    }
    if let type = parameterTypes[given.text] { return type }
    let name = given.text.filter { !"[]?".contains($0) }
    report(
      InterpreterDiagnostic.unknownType, "unknown type '\(given.text)'", at: given.range,
      hint: Suggestion.hint(for: name, among: parameterTypes.names)
        ?? "types are text, int, float, decimal, bool, duration, date, list, record, block, any …")
    return AnyValue.self
  }

  /// Compiles a definition's body in place.
  func definitionStatement(_ definition: Syntax.Definition, _ range: Range<Int>) -> Execute {
    if scope.kind != .top || scope.loopDepth > 0 || scope.isNested {
      report(
        InterpreterDiagnostic.badDefinition,
        "a def stands at the top level of a file or the prompt",
        at: range.lowerBound..<(range.lowerBound + 3),
        hint:
          "a block does the same inside: let \(definition.name.text) = { |x| … }, then do $\(definition.name.text)"
      )
    }
    guard let entry = definitions[definition.name.text], entry.span == span(definition.name.range)
    else { return { (_) throws(Diagnostic) in .next } }
    checkOrder(definition.parameters)
    let outerInput = blockInputSlot
    blockInputSlot = nil
    defer { blockInputSlot = outerInput }
    entry.body = inFunction(.definition) { inner in
      let input = inner.declare("in", isReserved: true)
      let parameters = definition.parameters.map { parameter -> Definition.Parameter in
        let code = parameter.defaultValue.map { defaultValue($0, of: parameter) }
        return Definition.Parameter(
          slot: self.declare(parameter.name), isRest: parameter.kind == .rest,
          isSwitch: parameter.kind == .flag && parameter.type == nil, defaultValue: code)
      }
      let code = value(of: definition.body.body)
      return Definition.Body(
        code: code, slotCount: inner.slotCount, inputSlot: input,
        readsInputOnce: inner.inputUses <= 1, parameters: parameters)
    }
    return { (_) throws(Diagnostic) in .next }
  }

  /// Compiles the default of a parameter, which must be of the parameter's type, or null. What is
  /// literal is checked here, the rest when it is computed.
  private func defaultValue(
    _ expression: Expression, of parameter: Syntax.Parameter
  ) -> Evaluate {
    let code = evaluate(expression)
    guard let given = parameter.type, let type = parameterTypes[given.text] else { return code }
    let span = span(expression.range)
    if let constant = Self.constantValue(expression) {
      do throws(Diagnostic) {
        return Self.constant(try Self.fitted(constant, type, span))
      } catch {
        report(error)
        return code
      }
    }
    return { (frame) throws(Diagnostic) in
      try Self.fitted(code(frame).settled(), type, span).settled()
    }
  }

  private static func fitted(
    _ value: Value, _ type: any ParameterValue.Type, _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    if value.isNull { return .null }
    do throws(ParameterError) {
      return try type.convert(value).value
    } catch {
      throw Diagnostic(
        CommandDiagnostic.badArgument, error.message, at: span,
        hint: error.hint ?? "expected \(type.expectation)")
    }
  }

  /// Compiles a call of a definition.
  func runDefined(
    _ definition: Definition, _ bound: BoundCall, _ dynamics: [Evaluate], _ span: SourceSpan
  ) -> RunStage {
    // The body was written at the top level: its frame hangs there, however deep the call.
    let depth = framesToTop
    return { (frame, input) throws(Diagnostic) in
      guard let body = definition.body else { return .nothing }
      let top = frame.outer(depth)
      let values = try Self.values(dynamics, frame)
      try StackRoom.check(at: span, frame.runtime.interruption)
      let callee = Frame(slotCount: body.slotCount, parent: top, runtime: frame.runtime)
      callee.slots[body.inputSlot] =
        try body.readsInputOnce ? input ?? .null : input?.settled() ?? .null
      try Self.fill(callee, body, try bound.elements(values))
      return Output(try ControlFlow.returned { () throws(Diagnostic) in try body.code(callee) })
    }
  }

  /// How many frames lie between here and the top level.
  private var framesToTop: Int {
    var depth = 0
    var function = scope
    while let parent = function.parent {
      depth += 1
      function = parent
    }
    return depth
  }

  private static func fill(
    _ frame: Frame, _ body: Definition.Body,
    _ elements: [(parameter: Int, element: any ParameterValue, span: SourceSpan)]
  ) throws(Diagnostic) {
    var given = Set<Int>()
    var rest: [Value] = []
    for (index, element, _) in elements {
      // A parameter may be read any number of times, a stream once.
      let value = try element.value.settled()
      if body.parameters[index].isRest {
        rest.append(value)
      } else {
        frame.slots[body.parameters[index].slot] = value
        given.insert(index)
      }
    }
    for (index, parameter) in body.parameters.enumerated() where !given.contains(index) {
      if let code = parameter.defaultValue {
        frame.slots[parameter.slot] = try code(frame).settled()
      } else if parameter.isRest {
        frame.slots[parameter.slot] = .list(List(rest))
      } else {
        frame.slots[parameter.slot] = parameter.isSwitch ? .bool(false) : .null
      }
    }
  }

  /// Reports parameters that no call could fill: behind the rest, or required behind optional ones.
  private func checkOrder(_ parameters: [Syntax.Parameter]) {
    var optional: Syntax.Parameter?
    var rest: Syntax.Parameter?
    for parameter in parameters where parameter.kind != .flag {
      if let rest {
        report(
          InterpreterDiagnostic.badDefinition,
          "'\(parameter.name.text)' stands behind '...\(rest.name.text)', which takes everything",
          at: parameter.range, hint: "put ...\(rest.name.text) last")
      }
      let isOptional = parameter.defaultValue != nil || isOptionalType(parameter)
      if parameter.kind == .rest {
        rest = parameter
      } else if isOptional {
        optional = parameter
      } else if let optional {
        report(
          InterpreterDiagnostic.badDefinition,
          "'\(parameter.name.text)' is needed and stands behind '\(optional.name.text)', which is not",
          at: parameter.range, hint: "put what may be left out last, or make it a flag")
      }
    }
  }
}
