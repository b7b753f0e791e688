/// A JSON value, held together with the buffer it stands in.
///
/// Copying one counts a reference. Loops over many values do better with `JSONCursor`, which this
/// lends for the length of a call. Whoever keeps a view keeps the whole buffer, a chunk of a
/// stream: take what is wanted out of it instead.
package struct JSONView: Sendable {
  /// What the value stands in.
  package let buffer: JSONBuffer
  /// The value's index on the buffer's tape.
  package let index: Int

  package init(buffer: JSONBuffer, index: Int) {
    self.buffer = buffer
    self.index = index
  }

  /// Calls `body` with the value's cursor, which may be used only during the call.
  @inline(__always)
  package func withCursor<Result, Failure: Error>(
    _ body: (JSONCursor) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(buffer) {} }
    return try body(buffer.rows.cursor(at: index))
  }

  private func at(_ cursor: JSONCursor) -> JSONView {
    JSONView(buffer: buffer, index: cursor.index)
  }

  /// The value's kind.
  package var kind: JSONKind { withCursor { $0.kind } }

  /// Whether the value is null.
  package var isNull: Bool { kind == .null }

  /// Where in the buffer's text the value begins, in bytes.
  package var offset: Int { withCursor { $0.offset } }

  /// The value as it is written, a string with its quotes.
  package var rawText: String {
    withCursor { String(decoding: $0.rawText, as: UTF8.self) }
  }

  /// Calls `body` with the value as it is written, a string with its quotes.
  package func withRawText<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withCursor { (cursor) throws(Failure) in try body(cursor.rawText) }
  }

  /// Returns the boolean; nil for other kinds.
  package func bool() -> Bool? { withCursor { $0.bool() } }

  /// Returns the decoded string; nil for other kinds. Half of a surrogate pair becomes U+FFFD.
  package func string() -> String? { withCursor { $0.string() } }

  /// Returns the number where it is written as an integer and fits 64 bits; nil otherwise.
  package func int64() -> Int64? { withCursor { $0.int64() } }

  /// Returns the nearest double to a number; nil for other kinds and where it would be infinite.
  package func double() -> Double? { withCursor { $0.double() } }

  /// How many elements an array or members an object has; 0 for other kinds.
  package var count: Int { withCursor { $0.count } }

  /// The elements of an array in order; empty for other kinds.
  package var elements: some Sequence<JSONView> {
    sequence(state: withCursor { $0.elements }) { [buffer] elements in
      elements.next().map { JSONView(buffer: buffer, index: $0.index) }
    }
  }

  /// The members of an object in the order they are written, names that stand twice included; empty
  /// for other kinds.
  package var members: some Sequence<(name: String, value: JSONView)> {
    sequence(state: withCursor { $0.members }) { [buffer] members in
      members.next().map { ($0.name, JSONView(buffer: buffer, index: $0.value.index)) }
    }
  }

  /// Returns the value of a member by its name; nil when this is no object or lacks it. Of members
  /// with the same name the last counts, as in Go.
  package func member(_ name: String) -> JSONView? {
    withCursor { $0.member(name).map(at) }
  }

  /// Returns where in its document the value is: `results[3].offer`; empty for the document.
  package var path: String { withCursor { cursor in buffer.rows.path(to: cursor.index) } }
}

extension JSONView: CustomStringConvertible {
  /// The value as it is written.
  package var description: String { rawText }
}
