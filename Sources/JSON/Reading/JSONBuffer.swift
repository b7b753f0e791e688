import CSimdjson

/// JSON text that was read, one document or several, with the positions of everything in it.
///
/// Values are looked at through `JSONView`, which keeps the buffer alive, or in batches through
/// `withRows`, which does not count references. Strings are decoded and numbers converted when
/// somebody asks; what passes through unasked is written as it was read.
// Nothing changes what the pointers in `storage` and `rows` lead to while there is a reference to
// the buffer; `ownsStorage` changes only when its one owner gives the storage up.
package final class JSONBuffer: @unchecked Sendable {
  private let storage: JSONStorage
  private var ownsStorage = true
  /// How many bytes of text there are.
  package let byteCount: Int
  /// The documents, to be used only while the buffer is held; `withRows` sees to that.
  package let rows: JSONRows

  /// Takes over storage whose first `byteCount` bytes were parsed and hold a document.
  init(_ storage: JSONStorage, byteCount: Int) {
    guard let words = storage.tape.words, let starts = storage.tape.starts else {
      preconditionFailure("a buffer must hold a document")
    }
    self.storage = storage
    self.byteCount = byteCount
    rows = JSONRows(text: storage.text, words: words, starts: starts, count: storage.tape.count)
  }

  deinit {
    guard ownsStorage else { return }
    var storage = storage
    storage.free()
  }

  /// Gives up the storage for another text. Only the last owner of the buffer may ask for it, and
  /// must let go of the buffer.
  func surrenderStorage() -> JSONStorage {
    ownsStorage = false
    return storage
  }

  /// How many documents there are, at least one.
  package var count: Int { rows.count }

  /// Returns the view of a document; `row` counts from 0.
  package subscript(row: Int) -> JSONView {
    precondition(row >= 0 && row < count, "a row must be one of the buffer's documents")
    return JSONView(buffer: self, index: rows.start(of: row))
  }

  /// The first document; a buffer made by `parse` has exactly this one.
  package var root: JSONView { self[0] }

  /// Calls `body` with the documents as rows that may be used only during the call.
  package func withRows<Result, Failure: Error>(
    _ body: (JSONRows) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(rows)
  }
}

extension JSONBuffer {
  /// Reads exactly one document, copying its text.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONBuffer {
    var storage = JSONStorage(capacity: bytes.count)
    storage.append(bytes, at: 0)
    storage.blankByteOrderMark(bytes.count)
    let outcome = storage.parse(bytes.count, as: OFFSH_JSON_DOCUMENT)
    if let error = JSONError(outcome, in: storage.text(bytes.count)) {
      storage.free()
      throw error
    }
    offsh_json_tape_trim(&storage.tape)
    return JSONBuffer(storage, byteCount: bytes.count)
  }

  /// Reads exactly one document, copying its text.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONBuffer {
    try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
      try parse(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Reads exactly one array and makes a row of each of its elements, copying the text; nil when
  /// the array is empty.
  package static func parse(elements bytes: [UInt8]) throws(JSONError) -> JSONBuffer? {
    var storage = JSONStorage(capacity: bytes.count)
    bytes.withUnsafeBytes { storage.append($0, at: 0) }
    storage.blankByteOrderMark(bytes.count)
    let outcome = storage.parse(bytes.count, as: OFFSH_JSON_ELEMENTS)
    if let error = JSONError(outcome, in: storage.text(bytes.count)) {
      storage.free()
      throw error
    }
    guard storage.tape.count > 0 else {
      storage.free()
      // Nothing but blanks is no array either.
      if bytes.allSatisfy({ $0 <= 0x20 }) { throw JSONError(.empty, at: bytes.count) }
      return nil
    }
    offsh_json_tape_trim(&storage.tape)
    return JSONBuffer(storage, byteCount: bytes.count)
  }

  /// Reads exactly one document.
  package static func parse(_ text: String) throws(JSONError) -> JSONBuffer {
    try parse(Array(text.utf8))
  }
}
