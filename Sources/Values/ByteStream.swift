package import Diagnostics
import Synchronization

/// Bytes read as needed: what `open` and `to` give. Read once, by one reader at a time.
package final class ByteStream: Sendable {
  package typealias Fill =
    @Sendable (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int

  /// What it is called in messages: the file's name as it was given.
  package let name: String
  /// Whether it is text that is made as it is read, what `to` gives, and no opened file.
  package let isText: Bool
  private let fill: Fill

  /// `fill` writes at most the buffer's length and returns how many bytes; 0 at the end.
  package init(name: String, isText: Bool = false, fill: @escaping Fill) {
    self.name = name
    self.isText = isText
    self.fill = fill
  }

  /// Makes a stream of pieces that are made as they are needed; nil at the end.
  package convenience init(
    name: String, pieces: @escaping () throws(Diagnostic) -> [UInt8]?
  ) {
    let source = Pieces(pieces)
    self.init(name: name) { (space) throws(Diagnostic) in try source.read(into: space) }
  }

  /// Makes a stream of bytes that are there already.
  package convenience init(name: String, _ bytes: [UInt8]) {
    let position = Mutex(0)
    self.init(name: name) { (space) throws(Diagnostic) in
      position.withLock { position in
        let count = min(space.count, bytes.count - position)
        space.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
      }
    }
  }

  /// Returns how many bytes were written to the start of `space`; 0 at the end.
  package func read(into space: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    try fill(space)
  }

  /// Calls `body` with everything that is left, piece by piece.
  package func forEachPiece(
    _ body: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { space.deallocate() }
    while true {
      let count = try read(into: space)
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: space[..<count]))
    }
  }

  /// Everything that is left, for formats that cannot be read piecemeal.
  package func readAll() throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece { (piece) throws(Diagnostic) in bytes.append(contentsOf: piece) }
    return bytes
  }

  /// Everything that is left as text; throws when it is not UTF-8.
  package func readText() throws(Diagnostic) -> String {
    let bytes = try readAll()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(ValueDiagnostic.malformed, "\(name) is not UTF-8 text")
    }
    return text
  }
}

/// Pieces of bytes handed out as a reader has room for them.
private final class Pieces: @unchecked Sendable {
  // Unchecked: belongs to the one reader of its stream.

  private let next: () throws(Diagnostic) -> [UInt8]?
  private var piece: [UInt8] = []
  private var position = 0

  init(_ next: @escaping () throws(Diagnostic) -> [UInt8]?) { self.next = next }

  func read(into space: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    while position == piece.count {
      guard let more = try next() else { return 0 }
      (piece, position) = (more, 0)
    }
    let count = min(space.count, piece.count - position)
    space.copyBytes(from: piece[position..<(position + count)])
    position += count
    return count
  }
}
