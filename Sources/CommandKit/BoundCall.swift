package import Diagnostics
package import Values

/// A call whose arguments have found their parameters; what is only known at run time is still
/// to come.
package struct BoundCall: Sendable {
  package struct Assignment: Sendable {
    package enum Source: Sendable {
      case parsed(any ParameterValue)
      /// Number of a computed value.
      case dynamic(Int)
    }

    package let parameter: Int
    package let source: Source
    package let span: SourceSpan
  }

  package let declaration: CommandDeclaration
  package let nameSpan: SourceSpan
  package let assignments: [Assignment]
  /// The positional arguments when one of them is spread: they find their parameters only when
  /// the call runs.
  let spreads: [CallArgument]?
  /// What is literal beside a spread and can only be meant for one parameter.
  let certain: [Assignment]

  /// Everything that is known of the call before it runs, for checks.
  package var known: [Assignment] { assignments + certain }

  /// Whether `--stop-on-error` was given.
  package func stopsOnError(_ values: [Value]) -> Bool {
    assignments.contains { assignment in
      guard declaration.parameters[assignment.parameter].role == .stopsBatch else { return false }
      switch assignment.source {
      case .parsed(let element): return element as? Bool == true
      case .dynamic(let index): return values[index].isEqual(to: .bool(true))
      }
    }
  }

  /// Whether every parameter that a pipe would fill was given on the line.
  package var needsNothingFed: Bool {
    let given = Set(assignments.map(\.parameter))
    return declaration.parameters.indices.allSatisfy {
      declaration.parameters[$0].fedBy == nil || given.contains($0)
    }
  }

  /// Whether the command runs once for each item that is piped in.
  package var isFedByItems: Bool { declaration.hasFedParameters && !needsNothingFed }

  /// Returns each parameter's elements in order, with their places. `values` are the computed ones;
  /// `fed` fills pipe-fed parameters that were not given.
  package func elements(
    _ values: [Value], fed: Value? = nil
  ) throws(Diagnostic) -> [(parameter: Int, element: any ParameterValue, span: SourceSpan)] {
    var result: [(parameter: Int, element: any ParameterValue, span: SourceSpan)] = []
    result.reserveCapacity(assignments.count)
    for assignment in try assignments + spreadAssignments(values, isFed: fed != nil) {
      let type = declaration.parameters[assignment.parameter].type
      switch assignment.source {
      case .parsed(let element): result.append((assignment.parameter, element, assignment.span))
      case .dynamic(let index):
        let element = try convert(values[index], to: type, at: assignment.span)
        result.append((assignment.parameter, element, assignment.span))
      }
    }
    if let fed { try feed(fed, into: &result) }
    return result
  }

  /// Returns the command with its parameters set, and the places of the call.
  package func command(
    _ values: [Value], fed: Value? = nil
  ) throws(Diagnostic) -> (command: any Command, site: CallSite)? {
    let elements = try elements(values, fed: fed)
    guard let (command, parameters) = declaration.unboundCall() else { return nil }
    for (index, element, _) in elements where index < parameters.count {
      parameters[index].accept(element)
    }
    // A command reads its required arguments without asking whether they are there.
    for (index, parameter) in declaration.parameters.enumerated()
    where parameter.kind == .positional(.one)
      && !elements.contains(where: { $0.parameter == index })
    {
      throw declaration.missingArgument(parameter, at: nameSpan, last: nil)
    }
    let places = elements.map { (declaration.parameters[$0.parameter].name, $0.span) }
    return (command, CallSite(name: declaration.name, span: nameSpan, parameters: places))
  }

  private func convert(
    _ value: Value, to type: any ParameterValue.Type, at span: SourceSpan
  ) throws(Diagnostic) -> any ParameterValue {
    do throws(ParameterError) {
      return try type.convert(value)
    } catch {
      throw Diagnostic(CommandDiagnostic.badArgument, error.message, at: span, hint: error.hint)
    }
  }

  /// Distributes positional arguments over the parameters once the spread lists are known.
  private func spreadAssignments(
    _ values: [Value], isFed: Bool
  ) throws(Diagnostic) -> [Assignment] {
    guard let spreads else { return [] }
    var sources: [SpreadElement] = []
    for argument in spreads {
      switch argument {
      case .spread(let index, let span):
        let isRecord = if case .record = values[index] { true } else { false }
        guard !isRecord, let stream = values[index].asStream else {
          throw Diagnostic(
            CommandDiagnostic.badArgument, "'...' needs a list, not \(values[index].kindPhrase)",
            at: span, hint: "one value is an argument by itself, without the dots")
        }
        try stream.forEach { (item) throws(Diagnostic) in sources.append(.item(item, span)) }
      case .value(let source): sources.append(.argument(source))
      case .flag: break
      }
    }
    let plan = PositionalPlan(declaration, count: sources.count, isFed: isFed)
    if let missing = plan.missing {
      throw declaration.missingArgument(missing, at: nameSpan, last: nil)
    }
    if sources.count > plan.parameters.count {
      throw declaration.extraArguments(sources[plan.parameters.count...].map(\.span))
    }
    var result: [Assignment] = []
    result.reserveCapacity(sources.count)
    for (element, parameter) in zip(sources, plan.parameters) {
      switch element {
      case .argument(let source):
        result.append(try declaration.assignment(of: source, to: parameter))
      case .item(let value, let span):
        let type = declaration.parameters[parameter].type
        let element = try convert(value, to: type, at: span)
        result.append(Assignment(parameter: parameter, source: .parsed(element), span: span))
      }
    }
    return result
  }

  /// A positional argument once the lists are spread.
  private enum SpreadElement {
    case item(Value, SourceSpan)
    case argument(ArgumentSource)

    var span: SourceSpan {
      switch self {
      case .item(_, let span): span
      case .argument(let source): source.span
      }
    }
  }

  /// Returns what an item of a pipe says for a parameter: the field of a record that feeds it, or
  /// the one people call such things by; any other value itself. Nil for a record that need not say.
  private func fed(
    _ parameter: ParameterDeclaration, _ field: String, by item: Value
  ) throws(Diagnostic) -> Value? {
    let value: Value
    let lack: String
    if case .record(let record) = item {
      value = record[field] ?? parameter.namedBy.flatMap { record[$0] } ?? .null
      if value.isNull, !parameter.isRequired { return nil }
      lack = "from the field '\(field)', which this record lacks"
    } else {
      value = item
      lack = "from records or texts, not from \(item.kindPhrase)"
    }
    guard value.isNull else { return value }
    throw Diagnostic(
      CommandDiagnostic.wrongInput, "\(declaration.name) takes <\(parameter.name)> \(lack)",
      at: nameSpan, hint: "name it on the line, or pipe records that have '\(field)'")
  }

  /// Fills pipe-fed parameters: from the fields of a record by their names, from a text directly.
  private func feed(
    _ item: Value,
    into elements: inout [(parameter: Int, element: any ParameterValue, span: SourceSpan)]
  ) throws(Diagnostic) {
    let given = Set(elements.map(\.parameter))
    for (index, parameter) in declaration.parameters.enumerated() {
      guard let field = parameter.fedBy, !given.contains(index) else { continue }
      guard let value = try fed(parameter, field, by: item) else { continue }
      elements.append((index, try convert(value, to: parameter.type, at: nameSpan), nameSpan))
    }
  }
}
