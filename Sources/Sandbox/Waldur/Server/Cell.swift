import JSON

/// A JSON value that is to be sent, or a place that stays empty.
indirect enum Cell {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case list([Cell])
  case object([(String, Cell)])
  /// Text that is known to be one JSON value.
  case json(String)
  /// The key is left out.
  case absent

  static func int(_ value: Int) -> Cell { .int(Int64(value)) }
  static func optional(_ text: String?) -> Cell { text.map { .string($0) } ?? .null }
  static func optional(_ number: Int64?) -> Cell { number.map { .int($0) } ?? .null }
  static func time(_ time: Moment) -> Cell { .string(time.text) }
  static func time(_ time: Moment?) -> Cell { time.map { .string($0.text) } ?? .null }
  static func decimal(_ number: DecimalNumber, places: Int = 10) -> Cell {
    .string(number.text(places: places))
  }

  /// The key is left out unless there is a text.
  static func present(_ text: String?) -> Cell { text.map { .string($0) } ?? .absent }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .null, .absent: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .double(let value):
      // A Python float always shows that it is one.
      if value == value.rounded(), abs(value) < 1e15 {
        var text = "\(Int64(value)).0"
        text.withUTF8 { writer.raw($0) }
      } else {
        writer.double(value)
      }
    case .string(let text): writer.string(text)
    case .json(let text):
      var text = text
      text.withUTF8 { writer.raw($0) }
    case .list(let cells):
      writer.beginArray()
      for cell in cells { cell.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for (name, cell) in members {
        if case .absent = cell { continue }
        writer.name(name)
        cell.write(to: &writer)
      }
      writer.endObject()
    }
  }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.written()
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
