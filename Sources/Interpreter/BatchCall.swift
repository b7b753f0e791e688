import CommandKit
import Diagnostics
import Syntax
import Values

/// A command run once for each item of a pipe, which fills the parameters declared as pipe-fed.
///
/// The result is one record per item: what it was aimed at, whether it worked, and the error. One
/// failing item does not stop the others unless `--stop-on-error` was given; any failure makes the
/// pipeline fail with exit class 3 after all were tried.
struct BatchCall {
  private static let shape = Shape(["target", "ok", "error"])
  static let columns = ["target", "ok", "error"]

  private let bound: BoundCall
  private let values: [Value]
  private let span: SourceSpan

  init(_ bound: BoundCall, _ values: [Value], _ span: SourceSpan) {
    self.bound = bound
    self.values = values
    self.span = span
  }

  /// Runs the command for every item, at once: effects do not wait to be looked at.
  func run(over items: ValueStream, _ frame: Frame) throws(Diagnostic) -> Output {
    var results: [Value] = []
    var failures = 0
    var firstFailure: Diagnostic?
    let runtime = frame.runtime
    var progress = BatchProgress(bound.declaration.name, runtime)
    defer { progress.end() }
    items.source?.need(only: fields)
    let stopsOnError = bound.stopsOnError(values)
    batches: while let batch = try items.next() {
      for item in batch.items {
        try runtime.interruption.check()
        do throws(Diagnostic) {
          try call(item, runtime)
          // A dry run sent nothing, so nothing has worked.
          results += [target(item), runtime.gate.mode == .dryRun ? .null : .bool(true), .null]
        } catch {
          if error.passesTry || error.exitCode == .needsConfirmation { throw error }
          failures += 1
          firstFailure = firstFailure ?? error
          results += [target(item), .bool(false), .string(error.message)]
          if stopsOnError { break batches }
        }
        progress.advance(failures: failures)
      }
    }
    items.finish()
    return Output(.stream(report(results, failures, firstFailure, runtime.owed)))
  }

  /// The fields of an item that are looked at.
  private var fields: [FieldName] {
    bound.declaration.parameters.flatMap { [$0.fedBy, $0.namedBy].compactMap { $0 } }
      .map(FieldName.of)
  }

  /// Returns the results as a stream that fails at its end when an item failed: whoever looks at
  /// them sees all of them, and the statement fails all the same, also when nobody looks that far.
  private func report(
    _ results: [Value], _ failures: Int, _ firstFailure: Diagnostic?, _ owed: OwedFailures
  ) -> ValueStream {
    let total = results.count / 3
    var isShown = total == 0
    let failure = firstFailure.map { first in
      Diagnostic(
        InterpreterDiagnostic.itemsFailed, "\(failures) of \(total) failed: \(first.message)",
        at: span, hint: first.hint ?? "the table above names each")
    }
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

  private func call(_ item: Value, _ runtime: Runtime) throws(Diagnostic) {
    guard let (command, site) = try bound.command(values, fed: item) else { return }
    let output = try command.run(in: CommandContext(input: item, runtime: runtime, call: site))
    if case .stream(let stream) = output.value { while try stream.next() != nil {} }
  }

  /// What the item is called: the field people call it by, the one that fed the command, or the
  /// item itself.
  private func target(_ item: Value) -> Value {
    guard case .record(let record) = item else { return item }
    for parameter in bound.declaration.parameters {
      if let field = parameter.namedBy, let name = record[field], !name.text.isEmpty { return name }
      if let field = parameter.fedBy, let value = record[field] { return value }
    }
    return record["name"] ?? .string("item")
  }
}
