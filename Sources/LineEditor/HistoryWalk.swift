import Glibc

/// The place in the history where libedit's own search stands, and the entry there as the C string
/// it expects to stay valid until its next question.
struct HistoryWalk {
  private var texts: [String]?
  private var index = 0
  private let entry = CText()

  /// Goes to the newest entry; `texts` (the oldest first) is asked for once, since a search comes
  /// back here for every key.
  mutating func newest(of texts: () -> [String]) -> UnsafePointer<CChar>? {
    let known = self.texts ?? texts()
    self.texts = known
    return move(to: known.count - 1)
  }

  mutating func oldest() -> UnsafePointer<CChar>? { move(to: 0) }
  mutating func older() -> UnsafePointer<CChar>? { move(to: index - 1) }
  mutating func newer() -> UnsafePointer<CChar>? { move(to: index + 1) }

  private mutating func move(to index: Int) -> UnsafePointer<CChar>? {
    guard let texts, texts.indices.contains(index) else { return nil }
    self.index = index
    return entry.set(texts[index])
  }
}

/// A C string that changes its text and is freed with its owner.
private final class CText {
  private var pointer: UnsafeMutablePointer<CChar>?

  func set(_ text: String) -> UnsafePointer<CChar>? {
    free(pointer)
    pointer = strdup(text)
    return UnsafePointer(pointer)
  }

  deinit { free(pointer) }
}
