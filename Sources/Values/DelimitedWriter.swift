package import Diagnostics

/// Writes records as delimited text (CSV, TSV): a header, then a row each, quoted where RFC 4180
/// asks for it. Null is an empty cell, empty text `""`, so that both read back as they were.
package struct DelimitedWriter {
  private let delimiter: UInt8
  private let lineBreak: [UInt8]
  private let declared: [String]?
  private var columns: FixedColumns
  private var hasHeader = false
  private var out: [UInt8] = []

  /// `format` is what messages call it; `declared` are columns known before any record.
  package init(
    format: String, delimiter: UInt8, declared: [String]?, usesCarriageReturns: Bool = false
  ) {
    self.delimiter = delimiter
    self.declared = declared
    lineBreak = Array((usesCarriageReturns ? "\r\n" : "\n").utf8)
    columns = FixedColumns(format: format)
  }

  /// Returns the rows of a batch, with the header before the first.
  package mutating func rows(of batch: Batch) throws(Diagnostic) -> [UInt8] {
    if !hasHeader { try header(batch) }
    try batch.forEach { (item) throws(Diagnostic) in try row(columns.values(of: item)) }
    return take()
  }

  /// Returns what is left: the header, when no record came and columns are declared.
  package mutating func finish() throws(Diagnostic) -> [UInt8] {
    if !hasHeader, declared?.isEmpty == false { try header(nil) }
    return take()
  }

  private mutating func take() -> [UInt8] {
    defer { out.removeAll(keepingCapacity: true) }
    return out
  }

  private mutating func header(_ batch: Batch?) throws(Diagnostic) {
    try columns.decide(declared, batch)
    hasHeader = true
    try row(columns.texts.map { .string($0) })
  }

  private mutating func row(_ values: [Value]) throws(Diagnostic) {
    for (index, value) in values.enumerated() {
      if index > 0 { out.append(delimiter) }
      var text = try value.cellText()
      let isText = if case .string = value { true } else { false }
      text.withUTF8 { append($0, isText: isText) }
    }
    out.append(contentsOf: lineBreak)
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, isText: Bool) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      text.isEmpty
      ? isText
      : text.contains {
        $0 == delimiter || $0 == quote || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
      }
    guard needsQuotes else {
      out.append(contentsOf: text)
      return
    }
    out.append(quote)
    for byte in text {
      if byte == quote { out.append(quote) }
      out.append(byte)
    }
    out.append(quote)
  }
}
