import CSimdjson
import Glibc

/// Reads a stream of JSON documents, one to a line or just one behind the other, in chunks.
///
/// Knows nothing of files and sockets: it asks for bytes and gives buffers of whole documents, with
/// what was cut off at the end kept for the next. Holds no more than two chunks, or twice the
/// longest document, as long as nobody keeps buffers.
///
/// Where a source comes in small pieces the reader gives every line as soon as it has ended.
/// An error comes after the documents before it; nothing comes after an error.
package final class JSONStreamReader {
  /// How large a document may be before it is refused, in bytes.
  package let maxDocumentSize: Int
  /// How many documents were given so far; after an error the number of the one that is wrong,
  /// counted from 0.
  package private(set) var documentCount = 0

  private let chunkSize: Int
  private var storage: JSONStorage
  private var filled = 0
  /// Where in the stream the storage begins.
  private var position = 0
  private var isEnded = false
  private var isReady = false
  /// How much must be there before a document that was not whole is looked at again.
  private var worthwhile = 0
  private var failure: JSONError?
  private var lent: JSONBuffer?

  /// Makes a reader of chunks of `chunkSize` bytes; larger documents get larger chunks.
  package init(chunkSize: Int = 256 << 10, maxDocumentSize: Int = 1 << 30) {
    self.chunkSize = max(chunkSize, 16)
    self.maxDocumentSize = maxDocumentSize
    storage = JSONStorage(capacity: self.chunkSize)
  }

  deinit { storage.free() }

  /// Returns the next documents, calling `fill` for bytes until there are any; nil at the end.
  ///
  /// `fill` writes to the memory it gets and returns how many bytes: 0 at the end of the stream, nil
  /// when it failed, which makes this return nil too.
  package func next(
    _ fill: (UnsafeMutableRawBufferPointer) -> Int?
  ) throws(JSONError) -> JSONBuffer? {
    while true {
      if let buffer = try next() { return buffer }
      if isEnded { return nil }
      guard let count = fill(space) else { return nil }
      if count > 0 { didFill(count) } else { finish() }
    }
  }

  /// Gives bytes to the reader. Ask for documents until there are none before giving more.
  package func append(_ bytes: UnsafeRawBufferPointer) {
    storage.grow(to: max(filled + bytes.count, 2 * filled), keeping: filled)
    storage.append(bytes, at: filled)
    didFill(bytes.count)
  }

  /// Says that the stream is at its end.
  package func finish() {
    isEnded = true
    isReady = true
  }

  /// Returns the documents that are complete, nil when there are none until there is more to read.
  package func next() throws(JSONError) -> JSONBuffer? {
    if let failure { throw failure }
    guard isReady else { return nil }
    isReady = false
    if position == 0 { storage.blankByteOrderMark(filled) }
    let outcome = storage.parse(
      filled, as: isEnded ? OFFSH_JSON_STREAM_END : OFFSH_JSON_STREAM_PART)
    if var error = JSONError(outcome, in: storage.text(filled)) {
      error.offset = error.offset.map { $0 + position }
      failure = error
    }
    if storage.tape.count > 0 {
      return lendStorage(keepingFrom: isEnded ? filled : outcome.consumed)
    }
    if let failure { throw failure }
    dropBlanks(outcome.consumed)
    if filled >= maxDocumentSize { throw refused() }
    return nil
  }

  /// Gives the parsed storage away and goes on with another that begins with what is left.
  private func lendStorage(keepingFrom consumed: Int) -> JSONBuffer {
    let rest = UnsafeRawBufferPointer(start: storage.text + consumed, count: filled - consumed)
    var next = spareStorage()
    next.grow(to: max(chunkSize, 2 * rest.count), keeping: 0)
    next.append(rest, at: 0)
    let buffer = JSONBuffer(storage, byteCount: filled)
    (storage, filled, worthwhile) = (next, rest.count, 0)
    position += consumed
    documentCount += buffer.count
    lent = buffer
    return buffer
  }

  /// Returns the storage of the last buffer when nobody holds it any more.
  private func spareStorage() -> JSONStorage {
    defer { lent = nil }
    if isKnownUniquelyReferenced(&lent), let lent { return lent.surrenderStorage() }
    return JSONStorage(capacity: chunkSize)
  }

  private func dropBlanks(_ count: Int) {
    if count > 0 {
      storage.text.update(from: storage.text + count, count: filled - count)
      filled -= count
      position += count
    }
    worthwhile = 2 * filled
  }

  private func refused() -> JSONError {
    let error = JSONError(.tooLarge, at: position)
    failure = error
    return error
  }
}

extension JSONStreamReader {
  /// Room for the next bytes.
  private var space: UnsafeMutableRawBufferPointer {
    if filled == storage.capacity { storage.grow(to: 2 * filled, keeping: filled) }
    return UnsafeMutableRawBufferPointer(
      start: storage.text + filled, count: storage.capacity - filled)
  }

  /// Decides whether what is there is worth looking at: a line that ends, a closing bracket at the
  /// start of one, or twice as much as last time, so that a long document that comes in pieces is
  /// not read over and over.
  private func didFill(_ count: Int) {
    let hasLineBreak = memchr(storage.text + filled, Self.lineBreak, count) != nil
    filled += count
    if filled == storage.capacity || (worthwhile > 0 && filled >= worthwhile) {
      isReady = true
    } else {
      isReady = isReady || (worthwhile == 0 ? hasLineBreak : endsAtLineStart)
    }
  }

  /// Whether the last line is a closing bracket.
  private var endsAtLineStart: Bool {
    guard filled >= 3, storage.text[filled - 1] == UInt8(Self.lineBreak) else { return false }
    let last = storage.text[filled - 2]
    guard last == UInt8(ascii: "}") || last == UInt8(ascii: "]") else { return false }
    return storage.text[filled - 3] == UInt8(Self.lineBreak)
  }

  private static var lineBreak: CInt { 10 }
}
