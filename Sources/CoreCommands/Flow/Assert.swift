import CommandKit
import Diagnostics
import Values

/// Ends the run when something does not hold.
struct Assert: Command {
  static let name = "assert"
  static let group = CommandGroup.flow
  static let summary = "Fail unless something holds"
  static let details = """
    Takes a condition in parentheses, or two values with one of == != =~ !~ in between them; \
    then the failure shows both. A text behind it says what it is about. < and > need the \
    parentheses.
    """
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "let units = 3\nassert $units == 3", #"assert (2 > 1) "numbers have an order""#,
    "assert ([1, 2] | count) == 2",
  ]

  @Argument("What must be true, or the left side") var condition: LiteralValue
  @Argument("An operator and the right side; what it is about", label: "value", atLeast: 0)
  var rest: [LiteralValue]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) { _ = try form(call) }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let span = context.call.span(of: "condition")
    let form = try form(context.call)
    let left = try condition.value.settled()
    switch form {
    case .condition(let about):
      guard case .bool(let holds) = left else { throw FlowDiagnostic.noCondition(left, at: span) }
      if !holds { throw Self.failure(span?.text ?? "false", about, at: span) }
    case .comparison(let comparison, let right, let about):
      let right = try right.settled()
      do throws(Diagnostic) {
        if try comparison.holds(left, right) { return .nothing }
      } catch {
        throw error.located(at: context.call.span)
      }
      let text = "\(Self.shown(left)) \(comparison.rawValue) \(Self.shown(right))"
      throw Self.failure(text, about, at: context.call.span)
    }
    return .nothing
  }

  private enum Form {
    case condition(about: String?)
    case comparison(AssertedComparison, Value, about: String?)
  }

  private func form(_ call: CallSite) throws(Diagnostic) -> Form {
    guard let first = rest.first?.value else { return .condition(about: nil) }
    if case .string(let word) = first, let comparison = AssertedComparison(rawValue: word),
      (2...3).contains(rest.count)
    {
      return .comparison(
        comparison, rest[1].value, about: rest.count == 3 ? rest[2].value.text : nil)
    }
    if rest.count == 1 { return .condition(about: first.text) }
    throw Diagnostic(
      CommandDiagnostic.extraArgument, "assert takes a condition, or two values and an operator",
      at: call.span(of: "rest"),
      hint: "assert (…), assert A == B, and a text in quotes behind it")
  }

  private static func failure(_ what: String, _ about: String?, at span: SourceSpan?) -> Diagnostic
  {
    Diagnostic(
      FlowDiagnostic.assertion,
      about.map { "assertion failed: \($0): \(what)" } ?? "assertion failed: \(what)", at: span)
  }

  /// A value short enough for a message, text in quotes.
  private static func shown(_ value: Value) -> String {
    let text = if case .string(let text) = value { "\"\(text)\"" } else { value.text }
    return text.count > 200 ? text.prefix(200) + "…" : text
  }
}

/// The comparisons that can stand between two words.
private enum AssertedComparison: String {
  case equal = "=="
  case notEqual = "!="
  case matches = "=~"
  case doesNotMatch = "!~"
  case isIn = "in"

  func holds(_ left: Value, _ right: Value) throws(Diagnostic) -> Bool {
    switch self {
    case .equal: return left.isEqual(to: right)
    case .notEqual: return !left.isEqual(to: right)
    case .matches: return try matches(left, right)
    case .doesNotMatch: return try !matches(left, right)
    case .isIn:
      switch right {
      case .list(let list): return list.indices.contains { list[$0].isEqual(to: left) }
      case .record(let record): return record[left.text] != nil
      case .string(let text): return Text.contains(text, left.text)
      default:
        throw Diagnostic(
          ValueDiagnostic.wrongKind,
          "'in' looks in a list, a text or a record, not in \(right.kindPhrase)")
      }
    }
  }

  private func matches(_ text: Value, _ pattern: Value) throws(Diagnostic) -> Bool {
    do throws(ParameterError) {
      return try TextPattern.parse(pattern.text).expression.matches(text.text)
    } catch {
      throw Diagnostic(CommandDiagnostic.badArgument, error.message, hint: error.hint)
    }
  }
}
