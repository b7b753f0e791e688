import CommandKit
import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Makes the definitions of a chunk known before any of its code is compiled.
  func hoist(_ chunk: Chunk) {
    for statement in chunk.statements {
      guard case .def(let definition) = statement.kind else { continue }
      declare(definition)
    }
  }

  private func declare(_ definition: Syntax.Definition) {
    let name = definition.name
    if table[name.text] != nil || name.text == "where" {
      report(
        InterpreterDiagnostic.badDefinition, "'\(name.text)' is a command of offsh itself",
        at: name.range, hint: "choose another name, such as my-\(name.text)")
      return
    }
    if isFile, let earlier = definitions[name.text], earlier.span.source === tree.source {
      var twice = Diagnostic(
        InterpreterDiagnostic.badDefinition, "'\(name.text)' is defined twice", at: span(name.range)
      )
      twice.labels = [Diagnostic.Label(earlier.span, "first defined here")]
      report(twice)
      return
    }
    let types = ParameterTypes(table)
    let declaration = CommandDeclaration(
      name: name.text, group: .shell,
      summary: definition.help?.split(separator: "\n").first.map(String.init)
        ?? "Defined by this session or file",
      details: definition.help ?? "", input: .optional,
      parameters: definition.parameters.map { parameter($0, types) })
    definitions[name.text] = Definition(declaration, span: span(name.range))
  }

  private func parameter(
    _ parameter: Syntax.Parameter, _ types: ParameterTypes
  ) -> ParameterDeclaration {
    let type = type(of: parameter, types)
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

  private func type(
    of parameter: Syntax.Parameter, _ types: ParameterTypes
  ) -> any ParameterValue.Type {
    guard let given = parameter.type else {
      return parameter.kind == .flag && parameter.defaultValue == nil ? Bool.self : AnyValue.self
    }
    var name = given.text
    if name.hasSuffix("?") { name.removeLast() }
    if name.hasPrefix("[") { return ListParameter.self }
    if let type = types[name] { return type }
    report(
      InterpreterDiagnostic.unknownType, "unknown type '\(given.text)'", at: given.range,
      hint: Suggestion.hint(for: name, among: types.names)
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
    let outerInput = blockInputSlot
    blockInputSlot = nil
    defer { blockInputSlot = outerInput }
    entry.body = inFunction(.definition) { inner in
      let input = inner.declare("in", isReserved: true)
      let parameters = definition.parameters.map { parameter -> Definition.Parameter in
        let code = parameter.defaultValue.map { evaluate($0) }
        return Definition.Parameter(
          slot: inner.declare(parameter.name.text), isRest: parameter.kind == .rest,
          isSwitch: parameter.kind == .flag && parameter.type == nil, defaultValue: code)
      }
      let code = value(of: definition.body.body)
      return Definition.Body(
        code: code, slotCount: inner.slotCount, inputSlot: input, parameters: parameters)
    }
    return { (_) throws(Diagnostic) in .next }
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
      let callee = Frame(
        slotCount: body.slotCount, parent: top, runtime: frame.runtime, depth: frame.depth + 1)
      callee.slots[body.inputSlot] = input ?? .null
      try Self.fill(callee, body, try bound.elements(values))
      guard callee.depth < Frame.maximumDepth else {
        throw Diagnostic(
          InterpreterDiagnostic.depth, "definitions call each other too deeply", at: span,
          hint: "one of them probably calls itself without an end")
      }
      return Output(try body.code(callee))
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
    for (index, element, _) in elements {
      let parameter = body.parameters[index]
      if parameter.isRest, given.contains(index), case .list(var list) = frame.slots[parameter.slot]
      {
        list.append(element.value)
        frame.slots[parameter.slot] = .list(list)
      } else {
        frame.slots[parameter.slot] =
          parameter.isRest ? .list(List([element.value])) : element.value
      }
      given.insert(index)
    }
    for (index, parameter) in body.parameters.enumerated() where !given.contains(index) {
      if let code = parameter.defaultValue {
        frame.slots[parameter.slot] = try code(frame)
      } else if parameter.isRest {
        frame.slots[parameter.slot] = .list(List())
      } else {
        frame.slots[parameter.slot] = parameter.isSwitch ? .bool(false) : .null
      }
    }
  }

  // MARK: source

  /// Reads the definitions of another file.
  func sourceStatement(_ word: Word) -> Execute {
    let nothing: Execute = { (_) throws(Diagnostic) in .next }
    guard let path = word.literalText else { return nothing }
    let text: SourceText
    do throws(Diagnostic) {
      text = try load(path, tree.source)
    } catch {
      report(error.located(at: span(word.range)))
      return nothing
    }
    guard !sourcing.contains(text.name) else {
      report(InterpreterDiagnostic.badSource, "'\(path)' reads itself", at: word.range)
      return nothing
    }
    let tree = parse(text)
    tree.diagnostics.forEach { report($0) }
    guard !tree.hasErrors else { return nothing }
    let inner = Compiler(
      tree, runtime: runtime, definitions: definitions, scope: FunctionScope(.top, parent: nil),
      isFile: true, load: load)
    inner.sourcing = sourcing.union([text.name])
    inner.compileDefinitionsOnly()
    inner.diagnostics.forEach { report($0) }
    definitions = inner.definitions
    return nothing
  }

  /// Compiles the definitions of a file and reports everything else in it.
  private func compileDefinitionsOnly() {
    hoist(tree.program)
    for statement in tree.program.statements {
      switch statement.kind {
      case .def, .source: _ = self.statement(statement)
      default:
        report(
          InterpreterDiagnostic.badSource,
          "a file that is read with 'source' holds only definitions",
          at: statement.range, hint: "put it into a def, or run the file itself")
      }
    }
  }
}
