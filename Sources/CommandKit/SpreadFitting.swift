import Diagnostics

/// Checks what is literal beside a spread: `grant ...$users consume admin/default.db`.
///
/// Idea: parameters take positional arguments greedily in order, so the parameter of an argument
/// depends only on how many stand before it. Before the first spread that is known; behind one, any
/// number of elements may come in between. Each run of arguments between two spreads is therefore
/// tried at every place it can have; it is wrong only if it fits nowhere, and then the errors of the
/// place where it fits best are reported.
struct SpreadFitting {
  private(set) var problems: [Diagnostic] = []
  /// What can only be meant for one parameter, parsed.
  private(set) var certain: [BoundCall.Assignment] = []

  private let declaration: CommandDeclaration
  private let nameSpan: SourceSpan
  /// The parameter of each place, up to the one from which on nothing changes any more.
  private let places: [Int]
  /// Whether there may be more arguments than places.
  private let isOpenEnded: Bool
  /// How many arguments the call needs at least.
  private let leastCount: Int

  init(
    _ arguments: [CallArgument], _ declaration: CommandDeclaration, isFed: Bool,
    nameSpan: SourceSpan
  ) {
    self.declaration = declaration
    self.nameSpan = nameSpan
    var places: [Int] = []
    var isOpenEnded = false
    var leastCount = 0
    for (index, parameter) in declaration.parameters.enumerated() {
      guard case .positional(let arity) = parameter.kind else { continue }
      places.append(index)
      if case .rest = arity { isOpenEnded = true }
      if parameter.isRequired, !isFed || parameter.fedBy == nil { leastCount = places.count }
    }
    self.places = places
    self.isOpenEnded = isOpenEnded
    self.leastCount = leastCount
    fit(arguments)
  }

  private mutating func fit(_ arguments: [CallArgument]) {
    var before = 0
    var first = 0
    var hasSpread = false
    for run in arguments.split(omittingEmptySubsequences: false, whereSeparator: \.isSpread) {
      let sources = run.compactMap { argument in
        if case .value(let source) = argument { source } else { nil }
      }
      let isLast = run.endIndex == arguments.count
      let least = isLast && !sources.isEmpty ? leastCount - sources.count : 0
      let last = hasSpread ? max(first, places.count) : first
      first = place(sources, from: max(first, min(least, last)), through: last)
      first += sources.count
      before += sources.count
      hasSpread = true
    }
  }

  /// What came of trying arguments at one place.
  private struct Attempt {
    var assignments: [BoundCall.Assignment] = []
    var problems: [Diagnostic] = []
  }

  /// Finds the first place where the arguments fit and returns it.
  private mutating func place(_ sources: [ArgumentSource], from: Int, through last: Int) -> Int {
    if sources.isEmpty { return from }
    var best: (place: Int, problems: [Diagnostic])?
    for place in from...last {
      let attempt = attempt(sources, at: place)
      if attempt.problems.isEmpty {
        noteCertain(attempt.assignments, from: place, through: last)
        return place
      }
      if attempt.problems.count < best?.problems.count ?? .max { best = (place, attempt.problems) }
    }
    problems += best?.problems ?? []
    return best?.place ?? from
  }

  private func parameter(at place: Int) -> Int? {
    place < places.count ? places[place] : (isOpenEnded ? places.last : nil)
  }

  private func attempt(_ sources: [ArgumentSource], at place: Int) -> Attempt {
    var attempt = Attempt()
    for (offset, source) in sources.enumerated() {
      guard let parameter = parameter(at: place + offset) else {
        attempt.problems.append(declaration.extraArguments(sources[offset...].map(\.span)))
        break
      }
      do throws(Diagnostic) {
        attempt.assignments.append(try declaration.assignment(of: source, to: parameter))
      } catch {
        attempt.problems.append(error)
      }
    }
    return attempt
  }

  /// Keeps the arguments that have the same parameter wherever the run may stand.
  private mutating func noteCertain(
    _ assignments: [BoundCall.Assignment], from: Int, through last: Int
  ) {
    for (offset, assignment) in assignments.enumerated()
    where parameter(at: last + offset) ?? assignment.parameter == assignment.parameter {
      certain.append(assignment)
    }
  }
}

extension CallArgument {
  /// Whether it is `...list`.
  var isSpread: Bool {
    if case .spread = self { return true }
    return false
  }
}
