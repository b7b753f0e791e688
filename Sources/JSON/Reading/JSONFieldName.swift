/// A member name prepared for finding it in many objects.
// Nothing changes the bytes after init.
package final class JSONFieldName: @unchecked Sendable {
  /// The name as text.
  package let text: String
  /// The name for a loop, to be used only while this object is held.
  package let key: JSONFieldKey

  package init(_ text: String) {
    self.text = text
    let utf8 = Array(text.utf8)
    // Names are compared eight bytes at a time.
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: utf8.count + 8)
    bytes.initialize(repeating: 0, count: utf8.count + 8)
    bytes.update(from: utf8, count: utf8.count)
    key = JSONFieldKey(bytes: bytes, count: utf8.count)
  }

  deinit { key.bytes.deallocate() }
}

/// The bytes of a `JSONFieldName`, without a reference to it.
package struct JSONFieldKey {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// The upper half of the name's word in an object of depth 1; 0 for a name too long to have one.
  let outermost: UInt64
  /// The first eight bytes, and which of their bits count.
  let head: UInt64
  let headMask: UInt64

  init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    outermost = count < TapeWord.longName ? 7 << 28 | 1 << 17 | UInt64(count) : 0
    headMask = count == 0 ? 0 : UInt64.max >> UInt64(64 - 8 * min(count, 8))
    head = Self.load(bytes) & headMask
  }

  @inline(__always)
  static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
  }

  /// The name as bytes.
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// Returns whether `count` bytes of a buffer's text are the name; eight bytes beyond are readable.
  @inline(__always)
  func matches(_ other: UnsafePointer<UInt8>) -> Bool {
    if (Self.load(other) ^ head) & headMask != 0 { return false }
    return count <= 8 || matchesTail(other)
  }

  @inline(__always)
  func matchesTail(_ other: UnsafePointer<UInt8>) -> Bool {
    var at = 8
    while at + 8 <= count {
      if Self.load(other + at) != Self.load(bytes + at) { return false }
      at += 8
    }
    // The last eight bytes, some of them for the second time.
    return Self.load(other + (count - 8)) == Self.load(bytes + (count - 8))
  }
}
