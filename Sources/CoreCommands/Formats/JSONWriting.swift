import CommandKit
import Diagnostics
import JSON
import Values

/// Writing JSON for `to`.
enum JSONWriting {
  /// Returns one document with a line break behind it, made as it is read where a stream comes in.
  static func document(_ value: Value, isCompact: Bool) throws(Diagnostic) -> ByteStream {
    let layout: JSONWriter.Layout = isCompact ? .compact : .indented
    guard case .stream(let stream) = value else {
      var writer = JSONWriter(layout: layout)
      try value.writeJSON(to: &writer)
      writer.endLine()
      return ByteStream(name: "json", writer.written())
    }
    let array = OpenArray(layout)
    return ByteStream(
      name: "json",
      pieces: { () throws(Diagnostic) -> [UInt8]? in try array.next(stream) })
  }

  /// Returns the items as text, one to a line, made as it is read.
  static func lines(_ value: Value) throws(Diagnostic) -> ByteStream {
    let stream = value.asStream ?? ValueStream([value])
    return ByteStream(
      name: "ndjson",
      pieces: { () throws(Diagnostic) -> [UInt8]? in
        guard let batch = try stream.next() else { return nil }
        var writer = JSONWriter(capacity: 1 << 16)
        try write(batch, to: &writer)
        return writer.written()
      })
  }

  private static func write(
    _ batch: Batch, to writer: inout JSONWriter
  ) throws(Diagnostic) {
    switch batch {
    case .records(let rows, let selection):
      try rows.writeJSONLines(selection, to: &writer)
    case .values(let values):
      for value in values {
        try value.writeJSON(to: &writer)
        writer.endLine()
      }
    }
  }
}

/// An array that is being written; belongs to the one reader of its bytes.
private final class OpenArray {
  private var writer: JSONWriter
  private var isClosed = false

  init(_ layout: JSONWriter.Layout) {
    writer = JSONWriter(layout: layout)
    writer.beginArray()
  }

  /// Returns the next piece: a batch, or the end; nil behind that.
  func next(_ stream: ValueStream) throws(Diagnostic) -> [UInt8]? {
    if isClosed { return nil }
    guard let batch = try stream.next() else {
      isClosed = true
      writer.endArray()
      writer.endLine()
      return writer.take()
    }
    switch batch {
    case .records(let rows, let selection):
      try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
        try rows.writeJSON(row: row, to: &writer)
      }
    case .values(let values):
      for value in values { try value.writeJSON(to: &writer) }
    }
    return writer.take()
  }
}
