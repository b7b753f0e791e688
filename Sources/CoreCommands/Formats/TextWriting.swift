import CommandKit
import Diagnostics
import Values

/// Writing the formats of `to` that are no JSON, each made as it is read.
enum TextWriting {
  /// Turns a value batch by batch into text.
  private static func stream(
    _ value: Value, name: String,
    add: @escaping (Batch) throws(Diagnostic) -> [UInt8],
    finish: @escaping () throws(Diagnostic) -> [UInt8]
  ) -> ByteStream {
    let stream = value.asStream ?? ValueStream([value])
    var isDone = false
    return ByteStream(
      name: name,
      pieces: { () throws(Diagnostic) -> [UInt8]? in
        if isDone { return nil }
        if let batch = try stream.next() { return try add(batch) }
        isDone = true
        return try finish()
      })
  }

  /// The columns declared for a value's records.
  private static func columns(_ value: Value) -> [String]? {
    if case .stream(let stream) = value { return stream.columns }
    return nil
  }

  static func yaml(_ value: Value) throws(Diagnostic) -> ByteStream {
    guard case .stream = value else {
      return ByteStream(name: "yaml", Array(try YAMLWriter.text(value).utf8))
    }
    var writer = YAMLWriter()
    var isEmpty = true
    return stream(value, name: "yaml") { (batch) throws(Diagnostic) in
      isEmpty = false
      try batch.forEach { (item) throws(Diagnostic) in try writer.listItem(item) }
      return writer.take()
    } finish: {
      isEmpty ? Array("[]\n".utf8) : []
    }
  }

  static func delimited(
    _ value: Value, format: String, delimiter: UInt8, usesCarriageReturns: Bool
  ) -> ByteStream {
    var writer = DelimitedWriter(
      format: format, delimiter: delimiter, declared: columns(value),
      usesCarriageReturns: usesCarriageReturns)
    return stream(value, name: format) { (batch) throws(Diagnostic) in
      try writer.rows(of: batch)
    } finish: { () throws(Diagnostic) in
      try writer.finish()
    }
  }

  static func markdown(_ value: Value) -> ByteStream {
    var table = MarkdownTable(declared: columns(value))
    return stream(value, name: "markdown") { (batch) throws(Diagnostic) in
      Array(try table.rows(of: batch).utf8)
    } finish: { () throws(Diagnostic) in
      Array(try table.finish().utf8)
    }
  }

  static func table(_ value: Value) throws(Diagnostic) -> ByteStream {
    guard case .stream = value else {
      return ByteStream(name: "table", Array(try TableText.text(value).utf8))
    }
    var table = TableText(columns: columns(value), width: nil)
    return stream(value, name: "table") { (batch) throws(Diagnostic) in
      Array(table.add(batch).utf8)
    } finish: {
      Array(table.finish().utf8)
    }
  }

  /// Plain values one to a line, the fields of a record with tabs between them.
  static func plain(_ value: Value) throws(Diagnostic) -> ByteStream {
    switch value {
    case .null: return ByteStream(name: "text", [])
    case .bytes(let bytes): return bytes
    case .list, .stream, .record: break
    default: return ByteStream(name: "text", Array(try plainText(value).utf8))
    }
    return stream(value, name: "text") { (batch) throws(Diagnostic) in
      var out: [UInt8] = []
      try batch.forEach { (item) throws(Diagnostic) in
        out += try plainText(item).utf8
        out.append(UInt8(ascii: "\n"))
      }
      return out
    } finish: {
      []
    }
  }

  private static func plainText(_ value: Value) throws(Diagnostic) -> String {
    switch value {
    case .secret, .block:
      throw Diagnostic(
        ValueDiagnostic.secretText, "\(value.kindPhrase) cannot be written as data")
    case .record(let record):
      var cells: [String] = []
      for field in record.fields {
        cells.append(field.value.isNull ? "" : try plainText(field.value))
      }
      return cells.joined(separator: "\t")
    default: return value.text
    }
  }
}
