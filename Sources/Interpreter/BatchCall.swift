import CommandKit
import Diagnostics
import EffectGate
import Syntax
import Values

/// A command run once for each item of a pipe, which fills the parameters declared as pipe-fed.
///
/// The result is one record per item: what it was aimed at, whether it worked, and the error. One
/// failing item does not stop the others unless `--stop-on-error` was given; any failure makes the
/// pipeline fail with exit class 3 after all were tried.
struct BatchCall {
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
    let runtime = frame.runtime
    let (items, questions) = try asked(items, runtime)
    var results = BatchResults()
    var progress = BatchProgress(bound.declaration.name, runtime)
    defer { progress.end() }
    items.source?.need(only: fields)
    var isFirst = true
    while true {
      let batch: Batch
      do throws(Diagnostic) {
        guard let next = try items.next() else { break }
        batch = next
      } catch {
        // What was done before stays done, and is shown.
        if isFirst { throw error }
        results.end(error)
        if error.exitCode == .interrupted { results.leave(0, items) }
        break
      }
      isFirst = false
      if try !call(batch, items, questions, &results, &progress, runtime) { break }
    }
    items.finish()
    return Output(.stream(results.report(at: span, runtime.owed)))
  }

  /// Runs the command for the items of a batch; false when the others are not to be tried.
  private func call(
    _ batch: Batch, _ items: ValueStream, _ questions: ConfirmationSeries?,
    _ results: inout BatchResults, _ progress: inout BatchProgress, _ runtime: Runtime
  ) throws(Diagnostic) -> Bool {
    let stopsOnError = bound.stopsOnError(values)
    var left = batch.count
    for item in batch.items {
      if runtime.interruption.isRequested {
        results.end(.interruption)
        results.leave(left, items)
        return false
      }
      left -= 1
      do throws(Diagnostic) {
        questions?.advance()
        try call(item, questions, runtime)
        // A dry run sent nothing, so nothing has worked.
        results.add(target(item), ok: runtime.gate.mode == .dryRun ? .null : .bool(true))
      } catch {
        if error.exitCode == .interrupted {
          results.add(interrupted: target(item), error)
          results.end(error)
          results.leave(left, items)
          return false
        }
        let needsSomebody = error.exitCode == .needsConfirmation
        // What was done before stays done, and is shown.
        if error.passesTry || needsSomebody && results.isEmpty { throw error }
        results.add(target(item), error)
        if needsSomebody { results.end(error) }
        if stopsOnError || needsSomebody || questions?.standing == .refused {
          results.leave(left, items)
          return false
        }
      }
      progress.advance(failures: results.failures)
    }
    return true
  }

  /// The fields of an item that are looked at.
  private var fields: [FieldName] {
    bound.declaration.parameters.flatMap { [$0.fedBy, $0.namedBy].compactMap { $0 } }
      .map(FieldName.of)
  }

  /// Where each item is asked about, returns them all and the questions: then whoever answers for all
  /// of them can be told what they are, and the first is not touched before the last was found.
  private func asked(
    _ items: ValueStream, _ runtime: Runtime
  ) throws(Diagnostic) -> (ValueStream, ConfirmationSeries?) {
    guard bound.declaration.effect == .destroy, runtime.gate.asksBeforeDestroying else {
      return (items, nil)
    }
    items.source?.need(only: fields)
    var found: [Value] = []
    while let batch = try items.next() { found += batch.items }
    return (ValueStream(found), ConfirmationSeries(found.map { target($0).text }))
  }

  private func call(
    _ item: Value, _ questions: ConfirmationSeries?, _ runtime: Runtime
  ) throws(Diagnostic) {
    guard let (command, site) = try bound.command(values, fed: item) else { return }
    let output = try command.run(
      in: CommandContext(input: item, runtime: runtime, call: site, questions: questions))
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
