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
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  private var start = 0
  private var end = 0
  /// The line that the next byte stands on, from 1.
  private var line = 1
  private var cell: [UInt8] = []

  private static let capacity = 1 << 17
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

  deinit { bytes.deallocate() }

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
    return try peek() == Self.quote ? quotedCell() : plainCell()
  }

  private mutating func plainCell() throws(Diagnostic) -> Value {
    while true {
      var stop = start
      while stop < end, !isSpecial(bytes[stop]) { stop += 1 }
      let piece = UnsafeBufferPointer(start: bytes + start, count: stop - start)
      start = stop
      // Mostly the whole cell stands in the buffer and need not be put together.
      if stop < end, cell.isEmpty, bytes[stop] == delimiter || bytes[stop] == Self.lineFeed {
        return try plainValue(piece)
      }
      cell.append(contentsOf: piece)
      guard let byte = try peek(), try !endsCell(byte) else { break }
      if byte == Self.quote {
        throw problem("a quote inside a cell that does not begin with one", on: line)
      }
      if byte == Self.carriageReturn {
        cell.append(byte)
        start += 1
      }
    }
    let whole = cell
    return try whole.withUnsafeBufferPointer { (bytes) throws(Diagnostic) in
      try plainValue(bytes)
    }
  }

  @inline(__always)
  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.lineFeed || byte == Self.quote || byte == Self.carriageReturn
  }

  private func plainValue(_ bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Value {
    if bytes.isEmpty { return .null }
    let text = try text(of: bytes)
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
    let whole = cell
    return .string(
      try whole.withUnsafeBufferPointer { (bytes) throws(Diagnostic) in try text(of: bytes) })
  }

  /// Whether the next byte stands behind the cell: a delimiter or a line break.
  private mutating func endsCell(_ byte: UInt8) throws(Diagnostic) -> Bool {
    if byte == delimiter || byte == Self.lineFeed { return true }
    guard byte == Self.carriageReturn else { return false }
    return try peek(1) == Self.lineFeed
  }

  private func text(of bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> String {
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
    if start + offset < end { return bytes[start + offset] }
    return try fill(offset)
  }

  @inline(never)
  private mutating func fill(_ offset: Int) throws(Diagnostic) -> UInt8? {
    bytes.update(from: bytes + start, count: end - start)
    end -= start
    start = 0
    while end <= offset {
      let room = UnsafeMutableRawBufferPointer(start: bytes + end, count: Self.capacity - end)
      let count = try source.read(into: room)
      if count == 0 { return nil }
      end += count
    }
    return bytes[offset]
  }

  private mutating func skipByteOrderMark() throws(Diagnostic) {
    if try peek() == 0xEF, try peek(1) == 0xBB, try peek(2) == 0xBF { start += 3 }
  }
}
