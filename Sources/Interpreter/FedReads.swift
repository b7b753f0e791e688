import CommandKit
import Diagnostics
import Values

/// A command that only reads, run once for each item of a pipe, which fills the parameters declared
/// as pipe-fed: what it finds for each follows what it found for the one before.
///
/// Reads as far as somebody looks. The first failure ends it.
struct FedReads {
  let bound: BoundCall
  /// What the arguments that had to be computed came to.
  let values: [Value]
  let span: SourceSpan
  /// The columns of what the command finds, where they are known.
  let columns: [String]?

  func results(over items: ValueStream, _ runtime: Runtime) -> Output {
    let call = self
    return Output(
      .stream(
        ValueStream(
          columns: columns, close: { items.finish() },
          pull: { () throws(Diagnostic) -> Batch? in
            do throws(Diagnostic) {
              guard let batch = try items.next() else { return nil }
              var found: [Value] = []
              for item in batch.items {
                try runtime.interruption.check()
                found += try call.found(for: item, runtime)
              }
              return Batch(items: found)
            } catch {
              throw error.located(at: call.span)
            }
          })))
  }

  private func found(for item: Value, _ runtime: Runtime) throws(Diagnostic) -> [Value] {
    guard let (command, site) = try bound.command(values, fed: item) else { return [] }
    let output = try command.run(
      in: CommandContext(input: item, runtime: runtime, call: site))
    switch output.value {
    case .null: return []
    case .list(let list): return list.values
    case .stream(let stream):
      var values: [Value] = []
      while let batch = try stream.next() { values += batch.items }
      return values
    default: return [output.value]
    }
  }
}
