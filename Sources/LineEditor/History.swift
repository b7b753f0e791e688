import Glibc
import Synchronization

/// What was entered, in this session and before, each text once.
///
/// Other shells' entries appear too, but before those of this session, so that Up always begins
/// with what was typed here. Nothing here can fail loudly: a file that cannot be used leaves the
/// session with a history in memory and a warning to show.
package final class History: Sendable {
  package struct Entry: Sendable, Hashable {
    /// May have several lines, separated by `\n`.
    package let text: String
    /// When it was entered, in seconds since 1970.
    package let time: Int
  }

  /// The largest text that is kept, in bytes of UTF-8.
  package static let maximumEntrySize = 100_000

  private struct State {
    var entries: [Entry] = []
    /// The index of the first entry of this session.
    var sessionStart = 0
    var position: HistoryFile.Position?
    /// Entries the file does not have yet because it was held by another process.
    var unsaved: [Entry] = []
    var warning: String?
    /// The file was found unusable; said once, not tried again.
    var isGivenUp = false
  }

  private let file: HistoryFile?
  private let maximumCount: Int
  private let shouldStore: @Sendable (String) -> Bool
  private let state = Mutex(State())

  /// Reads the file at `path`; without one the history lives in memory.
  ///
  /// - Parameters:
  ///   - maximumCount: how many entries are kept, here and in the file.
  ///   - shouldStore: asked before an entry is kept; false for what holds a secret.
  package init(
    path: String?, maximumCount: Int = 10_000,
    shouldStore: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    file = path.map(HistoryFile.init)
    self.maximumCount = max(1, maximumCount)
    self.shouldStore = shouldStore
    refresh()
  }

  /// All entries, the oldest first.
  package var entries: [Entry] { state.withLock(\.entries) }

  /// What went wrong with the file, once: a sentence to show the user.
  package func takeWarning() -> String? {
    state.withLock { state in
      defer { state.warning = nil }
      return state.warning
    }
  }

  /// Takes up what other shells have added to the file meanwhile.
  package func refresh() {
    use { (file, state) throws(HistoryFile.Failure) in
      let reading = try file.read(after: state.position)
      merge(reading, into: &state)
      if reading.isWhole, reading.entries.count > 2 * maximumCount {
        state.position = try file.rewrite { Self.distinct($0, maximumCount) }.position
      }
    }
  }

  /// Keeps `text` as the newest entry and returns whether it did.
  ///
  /// Not kept: empty texts, those that begin with a blank, those over `maximumEntrySize`, and those
  /// `shouldStore` refuses.
  @discardableResult
  package func add(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != " ", first != "\t",
      text.contains(where: { !$0.isWhitespace }), text.utf8.count <= Self.maximumEntrySize,
      shouldStore(text)
    else { return false }
    let entry = Entry(text: text, time: Glibc.time(nil))
    state.withLock { state in
      Self.remove(text, from: &state)
      state.entries.append(entry)
      trim(&state)
      if !state.isGivenUp { state.unsaved.append(entry) }
    }
    save()
    return true
  }

  private func save() {
    use { (file, state) throws(HistoryFile.Failure) in
      let others = try file.append(state.unsaved, after: state.position)
      merge(others, into: &state)
      state.unsaved = []
    }
  }

  /// Runs `action` with the file, if there is one of use, and turns its failure into a warning.
  private func use(
    _ action: (HistoryFile, inout State) throws(HistoryFile.Failure) -> Void
  ) {
    guard let file else { return }
    state.withLock { state in
      guard !state.isGivenUp else { return }
      do throws(HistoryFile.Failure) {
        try action(file, &state)
      } catch {
        if error.isPassing { return }
        state.isGivenUp = true
        state.unsaved = []
        state.warning =
          "history \(DisplayText.visible(file.path)): \(error.reason); "
          + "the lines of this session are not kept"
      }
    }
  }
}

// MARK: - Order

extension History {
  private func merge(_ reading: HistoryFile.Reading, into state: inout State) {
    if reading.damagedLineCount > 0, let file {
      let lines =
        reading.damagedLineCount == 1
        ? "1 damaged line" : "\(reading.damagedLineCount) damaged lines"
      state.warning = "history \(DisplayText.visible(file.path)): skipped \(lines)"
    }
    state.position = reading.position ?? state.position
    guard !reading.entries.isEmpty else { return }
    let own = state.entries[state.sessionStart...]
    let ownTexts = Set(own.map(\.text))
    // A file read again from its start holds what was known of it, in the order that counts now.
    let known = reading.isWhole ? [] : state.entries[..<state.sessionStart]
    let others = (known + reading.entries).filter { !ownTexts.contains($0.text) }
    let kept = Self.distinct(others, max(0, maximumCount - own.count))
    state.entries = kept + own
    state.sessionStart = kept.count
    trim(&state)
  }

  private func trim(_ state: inout State) {
    let excess = state.entries.count - maximumCount
    guard excess > 0 else { return }
    state.entries.removeFirst(excess)
    state.sessionStart = max(0, state.sessionStart - excess)
  }

  private static func remove(_ text: String, from state: inout State) {
    guard let index = state.entries.lastIndex(where: { $0.text == text }) else { return }
    state.entries.remove(at: index)
    if index < state.sessionStart { state.sessionStart -= 1 }
  }

  /// Returns the newest `count` different texts, the oldest first.
  private static func distinct(_ entries: [Entry], _ count: Int) -> [Entry] {
    var seen = Set<String>()
    var result: [Entry] = []
    for entry in entries.reversed() where result.count < count && seen.insert(entry.text).inserted {
      result.append(entry)
    }
    return result.reversed()
  }
}
