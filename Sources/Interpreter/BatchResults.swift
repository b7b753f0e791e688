import CommandKit
import Diagnostics
import Values

/// What became of the items of a batch: one record each, and how the batch ended.
struct BatchResults {
  static let columns = ["target", "ok", "error"]
  private static let shape = Shape(columns)
  /// How many batches are read to count what was not tried; a list may be very long.
  private static let countedBatches = 64

  private var results: [Value] = []
  private var done = 0
  private(set) var failures = 0
  private var firstFailure: Diagnostic?
  /// What ended the batch before its items were all tried.
  private var end: Diagnostic?
  private var underWay = 0
  private var untried = 0
  private var hasMore = false

  private var count: Int { done + failures + underWay }

  /// Whether nothing has been tried yet.
  var isEmpty: Bool { count == 0 }

  /// Notes an item that worked; `ok` is null in a dry run, which sends nothing.
  mutating func add(_ target: Value, ok: Value) {
    done += 1
    results += [target, ok, .null]
  }

  /// Notes an item that failed.
  mutating func add(_ target: Value, _ error: Diagnostic) {
    failures += 1
    firstFailure = firstFailure ?? error
    results += [target, .bool(false), .string(error.message)]
  }

  /// Notes an item that an interruption met: what became of it is not known.
  mutating func add(interrupted target: Value, _ error: Diagnostic) {
    underWay += 1
    results += [target, .null, .string(error.message)]
  }

  /// Notes that an error ended the batch.
  mutating func end(_ error: Diagnostic) { end = error }

  /// Counts what was not tried: the rest of a batch, and what follows where looking at it does
  /// nothing but read.
  mutating func leave(_ rest: Int, _ items: ValueStream) {
    untried += rest
    guard items.isAtHand || items.source != nil else {
      hasMore = true
      return
    }
    for _ in 0..<Self.countedBatches {
      do throws(Diagnostic) {
        guard let batch = try items.next() else { return }
        untried += batch.count
      } catch {
        break
      }
    }
    hasMore = true
  }

  /// Returns the results as a stream that fails at its end when an item failed: whoever looks at
  /// them sees all of them, and the statement fails all the same, also when nobody looks that far.
  func report(at span: SourceSpan, _ owed: OwedFailures) -> ValueStream {
    var isShown = results.isEmpty
    let (failure, results) = (failure(at: span), results)
    let debt = failure.map { owed.owe($0) }
    return ValueStream(columns: Self.columns) { () throws(Diagnostic) -> Batch? in
      if !isShown {
        isShown = true
        return .records(ValueRows(Self.shape, results), selection: nil)
      }
      if let failure, let debt {
        owed.settle(debt)
        throw failure
      }
      return nil
    }
  }

  private func failure(at span: SourceSpan) -> Diagnostic? {
    if var end {
      end = end.located(at: span)
      guard end.exitCode == .interrupted else { return end }
      end.message = "interrupted: \(tally)"
      if underWay > 0 { end.hint = end.hint ?? "look at what was under way before you repeat it" }
      return end
    }
    guard let firstFailure else { return nil }
    return Diagnostic(
      InterpreterDiagnostic.itemsFailed,
      "\(failures) of \(count) failed\(leftOver.map { ", \($0)" } ?? ""): \(firstFailure.message)",
      at: span, hint: firstFailure.hint ?? "the table above names each")
  }

  /// `2 done, 1 failed, 1 under way that may have been carried out, 3 not tried`.
  private var tally: String {
    var parts = ["\(done) done"]
    if failures > 0 { parts.append("\(failures) failed") }
    if underWay > 0 { parts.append("\(underWay) under way that may have been carried out") }
    if let leftOver { parts.append(leftOver) }
    return parts.joined(separator: ", ")
  }

  private var leftOver: String? {
    if untried == 0 { return hasMore ? "more not tried" : nil }
    return "\(untried)\(hasMore ? " or more" : "") not tried"
  }
}
