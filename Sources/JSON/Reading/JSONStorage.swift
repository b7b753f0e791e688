import CSimdjson

/// Memory for a text with the padding that parsing needs, and for its tape. Whoever holds it frees
/// it, once.
struct JSONStorage {
  private(set) var text: UnsafeMutablePointer<UInt8>
  /// How many bytes of text there is room for; the padding is not counted.
  private(set) var capacity: Int
  var tape = offsh_json_tape()

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    text = .allocate(capacity: self.capacity + Int(OFFSH_JSON_PADDING))
  }

  /// Makes room for `capacity` bytes, keeping the first `count` bytes of text.
  mutating func grow(to capacity: Int, keeping count: Int) {
    guard capacity > self.capacity else { return }
    let old = text
    text = .allocate(capacity: capacity + Int(OFFSH_JSON_PADDING))
    text.update(from: old, count: count)
    old.deallocate()
    self.capacity = capacity
  }

  /// Copies bytes to `offset`; there must be room for them.
  func append(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    guard let start = bytes.baseAddress else { return }
    precondition(offset + bytes.count <= capacity, "there must be room for the bytes")
    UnsafeMutableRawPointer(text + offset).copyMemory(from: start, byteCount: bytes.count)
  }

  /// Overwrites a byte order mark at the start with blanks, so that offsets stay.
  func blankByteOrderMark(_ count: Int) {
    guard count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF else { return }
    for offset in 0..<3 { text[offset] = UInt8(ascii: " ") }
  }

  /// Parses the first `count` bytes.
  mutating func parse(_ count: Int, as mode: offsh_json_mode) -> offsh_json_outcome {
    offsh_json_parse(text, count, mode, &tape)
  }

  /// The first `count` bytes.
  func text(_ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: count)
  }

  mutating func free() {
    text.deallocate()
    offsh_json_tape_free(&tape)
  }
}
