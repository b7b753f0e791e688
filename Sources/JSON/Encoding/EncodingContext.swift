/// What the containers of one encoding share: the writer and which containers are open.
///
/// Values are written as they come, so a container must be done with before its parent goes on; a
/// container used later than that makes the encoding fail.
final class EncodingContext {
  /// An open container.
  private struct Open {
    let isArray: Bool
    /// Which value it is: several containers of one value continue each other.
    let slot: Int
  }

  // No access to the writer or the list calls out to anything that could come back to them, and one
  // encoding is one thread's: checking that at every access would take a tenth of the time.
  @exclusivity(unchecked) var writer: JSONWriter
  /// The first failure of a call that cannot throw.
  private(set) var failure: JSONError?
  @exclusivity(unchecked) private var open: [Open] = []
  @exclusivity(unchecked) private var slotCount = 0

  init(_ writer: consuming JSONWriter) {
    self.writer = writer
  }

  /// Returns a new value's number.
  func newSlot() -> Int {
    slotCount += 1
    return slotCount
  }

  /// Opens the container of a value that stands at `level` of nesting, or goes on with it.
  func begin(isArray: Bool, slot: Int, level: Int) {
    if level < open.count, open[level].slot == slot {
      if open[level].isArray != isArray { fail("a value began as an object and as an array") }
      return close(to: level + 1)
    }
    close(to: level)
    if isArray { writer.beginArray() } else { writer.beginObject() }
    open.append(Open(isArray: isArray, slot: slot))
  }

  /// Makes the container of `slot`, whose content is at `level`, the innermost.
  func resume(slot: Int, level: Int) throws(JSONError) {
    guard level <= open.count, open[level - 1].slot == slot else {
      throw JSONError(.notEncodable("a container was used after its parent had gone on"))
    }
    close(to: level)
  }

  func close(to level: Int) {
    while open.count > level, let last = open.popLast() {
      if last.isArray { writer.endArray() } else { writer.endObject() }
    }
  }

  func fail(_ sentence: String) {
    failure = failure ?? JSONError(.notEncodable(sentence))
  }

  func fail(_ error: JSONError) {
    failure = failure ?? error
  }
}

extension EncodingContext {
  /// Writes any value as the next one of the innermost container.
  func encode<Value: Encodable>(_ value: Value) throws {
    if Value.self == RawJSON.self, let raw = value as? RawJSON { return write(raw) }
    // Asking the type first spares the others a copy of the value.
    if Value.self is any NamedEntries.Type, let entries = value as? any NamedEntries {
      return try entries.encodeSorted(in: self)
    }
    let level = open.count
    let written = writer.count
    do {
      try value.encode(to: TextEncoder(context: self, slot: newSlot(), level: level))
    } catch EncodingError.invalidValue(_, let context) {
      throw JSONError(.notEncodable(context.debugDescription))
    }
    close(to: level)
    // A type without properties may ask for no container at all.
    if writer.count == written { writeEmptyObject() }
  }

  func writeEmptyObject() {
    writer.beginObject()
    writer.endObject()
  }

  func write(_ raw: RawJSON) {
    raw.text.withUnsafeBufferPointer { writer.raw($0) }
  }

  func write(_ value: Double) throws(JSONError) {
    guard value.isFinite else { throw Self.notFinite }
    writer.double(value)
  }

  func write(_ value: Float) throws(JSONError) {
    guard value.isFinite else { throw Self.notFinite }
    writer.float(value)
  }

  private static var notFinite: JSONError {
    JSONError(.notEncodable("a number that is not finite has no form in JSON"))
  }
}

/// A dictionary by names, whose members are written sorted.
private protocol NamedEntries {
  func encodeSorted(in context: EncodingContext) throws
}

extension Dictionary: NamedEntries where Key == String, Value: Encodable {
  fileprivate func encodeSorted(in context: EncodingContext) throws {
    context.writer.beginObject()
    for (name, value) in sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      context.writer.name(name)
      try context.encode(value)
    }
    context.writer.endObject()
  }
}
