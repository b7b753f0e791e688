import JSON
import WaldurWire

/// One field of an object as the server shows it; the name comes from the wire type.
struct Shown<Row>: Sendable {
  /// When the key is there.
  enum Presence: Sendable {
    case always
    /// Only when it is asked for by name, or for one object instead of a list.
    case detail
    /// When it is asked for by name, or by a client of today.
    case present
  }

  let name: String
  let presence: Presence
  let value: @Sendable (Row, WaldurCall) throws -> Cell

  init<Fields, Value>(
    _ field: KeyPath<Fields, Field<Value>>, _ presence: Presence = .always,
    _ value: @escaping @Sendable (Row, WaldurCall) throws -> Cell
  ) where Fields: WireFields {
    name = Fields.shared[keyPath: field].name
    self.presence = presence
    self.value = value
  }
}

/// How rows of a kind are shown: the keys in their order.
struct Representation<Row>: Sendable {
  var fields: [Shown<Row>]

  init(_ fields: [Shown<Row>]) { self.fields = fields }

  /// Returns the keys a request gets: those it names with `field`, or all. Names that nothing has are
  /// ignored; when nothing else is named, that is like naming none.
  func selection(for call: WaldurCall, isDetail: Bool = false, named: Bool = true) -> [Shown<Row>] {
    if named {
      let names = Set(call.query.values(of: "field"))
      let chosen = fields.filter { names.contains($0.name) }
      if !chosen.isEmpty { return chosen }
    }
    return fields.filter { field in
      switch field.presence {
      case .always: true
      case .detail: isDetail
      case .present: call.generation == .present
      }
    }
  }

  func write(
    _ row: Row, _ fields: [Shown<Row>], for call: WaldurCall, to writer: inout JSONWriter
  ) throws {
    writer.beginObject()
    for field in fields {
      let cell = try field.value(row, call)
      if case .absent = cell { continue }
      writer.name(field.name)
      cell.write(to: &writer)
    }
    writer.endObject()
  }

  /// Returns one object as an answer.
  func response(_ row: Row, _ status: Int = 200, for call: WaldurCall, named: Bool = true) throws
    -> HTTPResponse
  {
    var writer = JSONWriter()
    try write(
      row, selection(for: call, isDetail: true, named: named), for: call, to: &writer)
    return .json(status, writer.written())
  }

  /// Returns one object as a part of another.
  func cell(_ row: Row, for call: WaldurCall) throws -> Cell {
    var members: [(String, Cell)] = []
    for field in selection(for: call, named: false) {
      members.append((field.name, try field.value(row, call)))
    }
    return .object(members)
  }

  /// Returns objects as one array that knows no pages.
  func unpaged(_ rows: [Row], for call: WaldurCall) throws -> HTTPResponse {
    .json(200, .list(try rows.map { try cell($0, for: call) }))
  }
}
