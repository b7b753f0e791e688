import CommandKit
import Diagnostics
import JSON
import Values

/// Writing JSON for `to`.
enum JSONWriting {
  /// Returns one indented document with a line break behind it.
  static func document(_ value: Value) throws(Diagnostic) -> Value {
    var writer = JSONWriter(layout: .indented)
    try value.writeJSON(to: &writer)
    writer.endLine()
    return .bytes(ByteStream(name: "json", writer.written()))
  }

  /// Returns the items as text, one to a line, made as it is read.
  static func lines(_ value: Value) throws(Diagnostic) -> Value {
    let stream = value.asStream ?? ValueStream([value])
    return .bytes(
      ByteStream(
        name: "ndjson",
        pieces: { () throws(Diagnostic) -> [UInt8]? in
          guard let batch = try stream.next() else { return nil }
          var writer = JSONWriter(capacity: 1 << 16)
          try write(batch, to: &writer)
          return writer.written()
        }))
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
