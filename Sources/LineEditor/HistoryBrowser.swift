/// Up and Down through the history, by what was typed before them.
///
/// Text before the cursor when the walk begins restricts it to entries that begin so; with none it
/// visits all. The half-typed line waits at the newer end. Changing a recalled text ends the walk.
struct HistoryBrowser {
  private var texts: [String] = []
  private var index = 0
  private var prefix = ""
  private var original = ""
  /// What the walk put into the line last; nil when none goes on.
  private var shown: String?

  /// Returns the next older text to show, or nil when there is none.
  ///
  /// - Parameters:
  ///   - current: the whole line.
  ///   - prefix: the part of it before the cursor; used when a walk begins.
  ///   - history: asked for all texts, the oldest first, when a walk begins.
  mutating func older(
    than current: String, prefix: String, in history: () -> [String]
  ) -> String? {
    if shown != current {
      texts = history()
      index = texts.count
      (self.prefix, original) = (prefix, current)
    }
    let match = texts[..<index].lastIndex { $0.hasPrefix(self.prefix) && $0 != current }
    guard let match else { return nil }
    index = match
    return show(texts[match])
  }

  /// Returns the next newer text to show, at last the line as it was typed, or nil when no walk
  /// goes on.
  mutating func newer(than current: String) -> String? {
    guard shown == current, index < texts.count else { return nil }
    let match = texts[(index + 1)...].firstIndex { $0.hasPrefix(prefix) && $0 != current }
    index = match ?? texts.count
    return show(match.map { texts[$0] } ?? original)
  }

  private mutating func show(_ text: String) -> String {
    shown = text
    return text
  }
}
