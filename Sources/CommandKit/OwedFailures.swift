package import Diagnostics
import Glibc
import Synchronization
import Values

/// Failures that stand at the end of a stream which perhaps nobody reads that far
/// (`… | remove-offer | first 1`): the statement they belong to fails all the same.
///
/// Idea: a failure is owed from the moment it is known until the stream's end throws it. A statement
/// looks at its own end for what became owed meanwhile on its thread; the end of a whole line looks
/// for what other threads left.
package final class OwedFailures: Sendable {
  private struct Entry {
    let number: Int
    let thread: pthread_t
    let failure: Diagnostic
  }

  private let entries = Mutex<[Entry]>([])
  /// How many failures were ever owed.
  private let count = Atomic<Int>(0)

  package init() {}

  /// Notes a failure; the number is for `settle`.
  package func owe(_ failure: Diagnostic) -> Int {
    entries.withLock { entries in
      let number = count.wrappingAdd(1, ordering: .relaxed).newValue
      entries.append(Entry(number: number, thread: pthread_self(), failure: failure))
      return number
    }
  }

  /// Forgets a failure, because it is being thrown.
  package func settle(_ number: Int) {
    entries.withLock { $0.removeAll { $0.number == number } }
  }

  /// Runs a statement, and throws a failure that it left unread. Where the statement throws an error
  /// of its own, that one is enough.
  @inline(__always)
  package func paying<Result>(
    _ statement: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let before = count.load(ordering: .relaxed)
    let result: Result
    do throws(Diagnostic) {
      result = try statement()
    } catch {
      if count.load(ordering: .relaxed) != before,
        let owed = take(after: before, ofAllThreads: false),
        owed.id == error.id, error.id == ValueDiagnostic.interrupted
      {
        // The one that is owed knows what had been done.
        throw owed
      }
      throw error
    }
    if count.load(ordering: .relaxed) != before,
      let failure = take(after: before, ofAllThreads: false)
    {
      throw failure
    }
    return result
  }

  /// Throws a failure that anything before left unread, on whichever thread.
  package func payAll() throws(Diagnostic) {
    if count.load(ordering: .relaxed) > 0, let failure = take(after: 0, ofAllThreads: true) {
      throw failure
    }
  }

  /// Forgets everything: a line ended with an error of its own.
  package func forgetAll() { entries.withLock { $0 = [] } }

  /// Removes what became owed after the first so many, and returns the first of it.
  @inline(never)
  private func take(after number: Int, ofAllThreads: Bool) -> Diagnostic? {
    let thread = pthread_self()
    return entries.withLock { entries in
      func isMeant(_ entry: Entry) -> Bool {
        entry.number > number && (ofAllThreads || pthread_equal(entry.thread, thread) != 0)
      }
      defer { entries.removeAll(where: isMeant) }
      return entries.first(where: isMeant)?.failure
    }
  }
}
