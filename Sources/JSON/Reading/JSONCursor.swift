/// A place in a buffer, without a reference to it: three words to copy and nothing to count.
///
/// For the inside of a loop over a batch, while somebody else holds the buffer (`JSONBuffer.withRows`,
/// `JSONView.withCursor`). Every pointer it gives leads into that buffer.
package struct JSONCursor {
  let text: UnsafePointer<UInt8>
  let words: UnsafePointer<UInt64>
  /// The index on the buffer's tape; for `JSONRows.cursor(at:)` and `JSONView`.
  package let index: Int

  @inline(__always)
  init(text: UnsafePointer<UInt8>, words: UnsafePointer<UInt64>, index: Int) {
    self.text = text
    self.words = words
    self.index = index
  }

  @inline(__always)
  var word: TapeWord { TapeWord(words[index]) }

  /// The value's kind.
  @inline(__always)
  package var kind: JSONKind { word.kind }

  /// Where in the buffer's text the value begins, in bytes.
  package var offset: Int { kind == .string ? word.offset - 1 : word.offset }

  /// The value as it is written, a string with its quotes.
  package var rawText: UnsafeBufferPointer<UInt8> {
    let start = text + word.offset
    return switch kind {
    case .null: UnsafeBufferPointer(start: start, count: 4)
    case .bool: UnsafeBufferPointer(start: start, count: word.flag ? 4 : 5)
    case .int, .float: UnsafeBufferPointer(start: start, count: word.length)
    case .string: UnsafeBufferPointer(start: start - 1, count: word.length + 2)
    case .array, .object: UnsafeBufferPointer(start: start, count: end - word.offset)
    }
  }

  /// What stands between the quotes of a string, escapes as they are written; empty for others.
  package var stringContent: UnsafeBufferPointer<UInt8> {
    let word = word
    return UnsafeBufferPointer(start: text + word.offset, count: kind == .string ? word.length : 0)
  }

  /// Whether `stringContent` holds a backslash, so that `string()` differs from it.
  package var hasEscapes: Bool { kind == .string && word.flag }

  /// The offset behind a container's closing bracket.
  var end: Int { Int(truncatingIfNeeded: words[index + 1] & 0xFFFF_FFFF) }

  /// The index on the tape of what follows the value.
  @inline(__always)
  var behind: Int {
    word.isContainer ? Int(truncatingIfNeeded: words[index + 1] >> 32) : index + 1
  }

  @inline(__always)
  func moved(to index: Int) -> JSONCursor { JSONCursor(text: text, words: words, index: index) }
}

extension JSONCursor {
  /// Whether the value is null.
  package var isNull: Bool { kind == .null }

  /// Returns the boolean; nil for other kinds.
  package func bool() -> Bool? { kind == .bool ? word.flag : nil }

  /// Returns the decoded string; nil for other kinds. Half of a surrogate pair becomes U+FFFD.
  package func string() -> String? {
    let word = word
    guard kind == .string else { return nil }
    let content = UnsafeBufferPointer(start: text + word.offset, count: word.length)
    return word.flag ? JSONEscapes.decode(content) : String(decoding: content, as: UTF8.self)
  }

  /// Returns the number where it is written as an integer and fits 64 bits; nil otherwise.
  package func int64() -> Int64? {
    kind == .int ? JSONNumber.int64(text + word.offset, count: word.length) : nil
  }

  /// Returns the number where it is written as an integer and fits 64 bits without sign; nil
  /// otherwise.
  package func uint64() -> UInt64? {
    kind == .int ? JSONNumber.uint64(text + word.offset, count: word.length) : nil
  }

  /// Whether an object may hold one name twice.
  var mayRepeatNames: Bool { word.flag }

  /// Returns the nearest double to a number; nil for other kinds and where it would be infinite.
  package func double() -> Double? {
    guard kind == .float || kind == .int else { return nil }
    return JSONNumber.double(text + word.offset, count: word.length)
  }
}
