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
  /// What the value follows from, where that is one object which many rows name.
  private(set) var source: Source?
  let value: @Sendable (Row, WaldurCall) throws -> Cell

  init<Fields, Value>(
    _ field: KeyPath<Fields, Field<Value>>, _ presence: Presence = .always,
    _ value: @escaping @Sendable (Row, WaldurCall) throws -> Cell
  ) where Fields: WireFields {
    name = Fields.shared[keyPath: field].name
    self.presence = presence
    self.value = value
  }

  /// One object that many rows name.
  struct Source: Sendable {
    /// The column that names it.
    let column: String
    let id: @Sendable (Row) -> Int64
  }

  /// Returns the field with the promise that its value is the same for all rows that name the same
  /// object.
  func following(from source: Source) -> Shown<Row> {
    var field = self
    field.source = source
    return field
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
    for field in fields { try field.write(row, for: call, to: &writer) }
    writer.endObject()
  }

  /// Writes rows as an array. What follows from an object that many of them name is written once.
  func write(
    _ rows: [Row], _ fields: [Shown<Row>], for call: WaldurCall, to writer: inout JSONWriter
  ) throws {
    var runs = FieldRun.runs(of: fields)
    writer.beginArray()
    for row in rows {
      writer.beginObject()
      for index in runs.indices { try runs[index].write(row, for: call, to: &writer) }
      writer.endObject()
    }
    writer.endArray()
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

extension Shown {
  /// Writes the member, unless it is left out.
  fileprivate func write(
    _ row: Row, for call: WaldurCall, to writer: inout JSONWriter
  ) throws {
    let cell = try value(row, call)
    if case .absent = cell { return }
    writer.name(name)
    cell.write(to: &writer)
  }
}

/// Fields beside each other that follow from the same object, and how it was written.
private struct FieldRun<Row> {
  private let source: Shown<Row>.Source?
  private var fields: [Shown<Row>]
  /// The members as text, by the object's id.
  private var known: [Int64: [UInt8]] = [:]

  static func runs(of fields: [Shown<Row>]) -> [FieldRun<Row>] {
    var runs: [FieldRun<Row>] = []
    for field in fields {
      if let last = runs.last, last.source?.column == field.source?.column {
        runs[runs.count - 1].fields.append(field)
      } else {
        runs.append(FieldRun(source: field.source, fields: [field]))
      }
    }
    return runs
  }

  mutating func write(_ row: Row, for call: WaldurCall, to writer: inout JSONWriter) throws {
    guard let source else {
      for field in fields { try field.write(row, for: call, to: &writer) }
      return
    }
    let id = source.id(row)
    let members: [UInt8]
    if let text = known[id] {
      members = text
    } else {
      var own = JSONWriter()
      own.beginObject()
      for field in fields { try field.write(row, for: call, to: &own) }
      own.endObject()
      members = Array(own.written().dropFirst().dropLast())
      known[id] = members
    }
    if members.isEmpty { return }
    members.withUnsafeBufferPointer { writer.raw($0) }
  }
}
