/// Writes JSON text to memory, with the commas and, when asked for, line breaks and indents.
///
/// Does not check that names and values alternate. Values beside each other outside of any container
/// get nothing between them but what `endLine` writes.
package struct JSONWriter: ~Copyable {
  /// How the text looks.
  package enum Layout: Sendable, Hashable {
    /// No blank anywhere.
    case compact
    /// One element or member to a line, indented by two blanks.
    case indented
  }

  /// Which characters of strings are escaped beyond those that must be.
  package enum Escaping: Sendable, Hashable {
    case minimal
    /// Also `<`, `>`, `&`, U+2028 and U+2029, as Go's encoding/json does.
    case html
  }

  let layout: Layout
  let escaping: Escaping
  var bytes: UnsafeMutablePointer<UInt8>
  var capacity: Int
  /// How many bytes were written.
  package internal(set) var count = 0
  /// Whether a value stands before the next one in its container.
  var needsComma = false
  /// How many containers are open.
  package internal(set) var depth = 0

  package init(
    layout: Layout = .compact, escaping: Escaping = .minimal, capacity: Int = 256
  ) {
    self.layout = layout
    self.escaping = escaping
    self.capacity = max(capacity, 64)
    bytes = .allocate(capacity: self.capacity)
  }

  deinit { bytes.deallocate() }

  /// Calls `body` with what was written.
  package borrowing func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// Returns a copy of what was written.
  package borrowing func written() -> [UInt8] {
    Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// Returns a copy of what was written since the last call and forgets it, but not which containers
  /// are open: a long array is handed on piece by piece. To be called between elements.
  package mutating func take() -> [UInt8] {
    defer { count = 0 }
    return written()
  }

  /// Forgets what was written and keeps the memory.
  package mutating func removeAll() {
    count = 0
    depth = 0
    needsComma = false
  }
}

extension JSONWriter {
  /// Makes room for `count` more bytes.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    if capacity - self.count < count { grow(count) }
  }

  @inline(never)
  mutating func grow(_ count: Int) {
    let old = bytes
    capacity = max(capacity * 2, self.count + count)
    bytes = .allocate(capacity: capacity)
    bytes.update(from: old, count: self.count)
    old.deallocate()
  }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func put(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress else { return }
    reserve(source.count)
    (bytes + count).update(from: start, count: source.count)
    count += source.count
  }

  /// Writes what stands before a name or a value.
  @inline(__always)
  mutating func separate() {
    if needsComma { put(UInt8(ascii: ",")) }
    if layout == .indented { indentValue() }
    needsComma = true
  }

  /// Begins the line of an element or member; a value behind its name stays on its line.
  mutating func indentValue() {
    let isBehindName = !needsComma && count > 0 && bytes[count - 1] == UInt8(ascii: " ")
    if depth > 0, !isBehindName { breakLine() }
  }

  mutating func breakLine() {
    reserve(1 + 2 * depth)
    bytes[count] = UInt8(ascii: "\n")
    (bytes + count + 1).update(repeating: UInt8(ascii: " "), count: 2 * depth)
    count += 1 + 2 * depth
  }
}

extension JSONWriter {
  /// Opens an array; its elements follow.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Closes the innermost container, an array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Opens an object; its members follow, each a name and a value.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Closes the innermost container, an object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  @inline(__always)
  mutating func begin(_ bracket: UInt8) {
    separate()
    put(bracket)
    depth += 1
    needsComma = false
  }

  @inline(__always)
  mutating func end(_ bracket: UInt8) {
    depth -= 1
    if layout == .indented, needsComma { breakLine() }
    put(bracket)
    needsComma = true
  }

  /// Ends a document with a line break.
  package mutating func endLine() {
    put(UInt8(ascii: "\n"))
    needsComma = false
  }
}
