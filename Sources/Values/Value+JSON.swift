package import Diagnostics
package import JSON

extension Value {
  /// Appends the value as JSON. Durations and timestamps become text, decimals numbers as they
  /// stand; secrets and blocks are refused (or, `masking`, shown as dots).
  package func writeJSON(
    to writer: inout JSONWriter, masking: Bool = false
  ) throws(Diagnostic) {
    switch self {
    case .null: writer.null()
    case .bool(let flag): writer.bool(flag)
    case .int(let number): writer.int(Int64(number))
    case .float(let number):
      guard number.isFinite || masking else {
        throw Diagnostic(
          ValueDiagnostic.overflow, "\(FloatText.text(number)) cannot be written as data")
      }
      if number.isFinite { writer.raw(text: FloatText.text(number)) } else { writer.null() }
    case .number(let number): writer.raw(text: number.text)
    case .decimal(let number): writer.raw(text: number.text)
    case .string(let text): writer.string(text)
    case .duration, .timestamp: writer.string(text)
    case .list(let list):
      writer.beginArray()
      for index in 0..<list.count { try list[index].writeJSON(to: &writer, masking: masking) }
      writer.endArray()
    case .record(let record):
      if masking {
        writer.beginObject()
        for (name, value) in record.fields {
          writer.name(name.text)
          try value.writeJSON(to: &writer, masking: true)
        }
        writer.endObject()
      } else {
        try record.rows.writeJSON(row: record.row, to: &writer)
      }
    case .stream(let stream):
      writer.beginArray()
      try stream.forEach { (item) throws(Diagnostic) in
        try item.writeJSON(to: &writer, masking: masking)
      }
      writer.endArray()
    case .bytes(let bytes) where bytes.isText: writer.string(try bytes.readText())
    case .bytes(let bytes): try refuse("an opened file", "«\(bytes.name)»", &writer, masking)
    case .block: try refuse("a block", "«block»", &writer, masking)
    case .secret: try refuse("a secret", Secret.mask, &writer, masking)
    }
  }

  private func refuse(
    _ what: String, _ mask: String, _ writer: inout JSONWriter, _ masking: Bool
  ) throws(Diagnostic) {
    guard masking else {
      throw Diagnostic(ValueDiagnostic.secretText, "\(what) cannot be written as data")
    }
    writer.string(mask)
  }
}

extension JSONWriter {
  /// What was written, as text.
  package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// Writes a number from its text.
  mutating func raw(text: String) {
    var text = text
    text.withUTF8 { raw($0) }
  }
}
