package import Diagnostics

/// Reads delimited text (CSV, TSV) row by row, in constant memory.
///
/// Source: RFC 4180, with line breaks of either kind and a byte order mark skipped. A cell is text;
/// an empty one without quotes is null. Errors name the line.
package struct DelimitedReader: ~Copyable {
  private let source: ByteStream
  private let delimiter: UInt8
  /// Whether cells that are numbers as JSON writes them, and not in quotes, become numbers.
  package var readsNumbers: Bool
  private let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
  private var start = 0
  private var end = 0
  /// The line that the next byte stands on, from 1.
  private var line = 1
  private var cell: [UInt8] = []

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  package init(_ source: ByteStream, delimiter: UInt8, readsNumbers: Bool) throws(Diagnostic) {
    self.source = source
    self.delimiter = delimiter
    self.readsNumbers = readsNumbers
    cell.reserveCapacity(256)
    try skipByteOrderMark()
  }

  deinit { space.deallocate() }

  /// The line of the row that `next` returned last.
  package private(set) var rowLine = 0

  /// Returns the cells of the next row, or nil at the end.
  package mutating func next() throws(Diagnostic) -> [Value]? {
    guard try peek() != nil else { return nil }
    rowLine = line
    var cells: [Value] = []
    while true {
      cells.append(try nextCell())
      guard let byte = try peek() else { return cells }
      start += 1
      if byte == delimiter { continue }
      if byte == Self.carriageReturn { start += 1 }
      line += 1
      return cells
    }
  }

  // MARK: Cells

  /// Reads a cell up to what ends it: the delimiter, a line break or the end.
  private mutating func nextCell() throws(Diagnostic) -> Value {
    cell.removeAll(keepingCapacity: true)
    if try peek() == Self.quote { return try quotedCell() }
    while let byte = try peek() {
      if try endsCell(byte) { break }
      if byte == Self.quote {
        throw problem("a quote inside a cell that does not begin with one", on: line)
      }
      cell.append(byte)
      start += 1
    }
    if cell.isEmpty { return .null }
    let text = try text(of: cell)
    if readsNumbers, let number = Value(number: text) { return number }
    return .string(text)
  }

  private mutating func quotedCell() throws(Diagnostic) -> Value {
    let opened = line
    start += 1
    while true {
      guard let byte = try peek() else {
        throw problem("the quote that opens here is never closed", on: opened)
      }
      start += 1
      if byte == Self.quote {
        guard try peek() == Self.quote else { break }
        start += 1
      } else if byte == Self.lineFeed {
        line += 1
      }
      cell.append(byte)
    }
    if let byte = try peek(), try !endsCell(byte) {
      throw problem("text behind a closing quote; a quote in a cell is written twice", on: line)
    }
    return .string(try text(of: cell))
  }

  /// Whether the next byte stands behind the cell: a delimiter or a line break.
  private mutating func endsCell(_ byte: UInt8) throws(Diagnostic) -> Bool {
    if byte == delimiter || byte == Self.lineFeed { return true }
    guard byte == Self.carriageReturn else { return false }
    return try peek(1) == Self.lineFeed
  }

  private func text(of bytes: [UInt8]) throws(Diagnostic) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem("a cell is not UTF-8 text", on: line)
    }
    return text
  }

  /// Returns the error for something wrong on a line.
  package func problem(_ what: String, on line: Int) -> Diagnostic {
    Diagnostic(ValueDiagnostic.malformed, "\(source.name), line \(line): \(what)")
  }

  // MARK: Bytes

  /// Returns the byte `offset` behind the next one without taking it; nil behind the end.
  @inline(__always)
  private mutating func peek(_ offset: Int = 0) throws(Diagnostic) -> UInt8? {
    if start + offset < end { return space[start + offset] }
    return try fill(offset)
  }

  @inline(never)
  private mutating func fill(_ offset: Int) throws(Diagnostic) -> UInt8? {
    space.copyMemory(from: UnsafeRawBufferPointer(rebasing: space[start..<end]))
    end -= start
    start = 0
    while end <= offset {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: space[end...]))
      if count == 0 { return nil }
      end += count
    }
    return space[offset]
  }

  private mutating func skipByteOrderMark() throws(Diagnostic) {
    if try peek() == 0xEF, try peek(1) == 0xBB, try peek(2) == 0xBF { start += 3 }
  }
}
