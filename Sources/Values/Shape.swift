package import JSON
import Synchronization

/// The name of a record field, one object for each distinct name in the process, so that equal
/// names are equal references.
package final class FieldName: Sendable, Hashable {
  package let text: String
  /// The UTF-8 bytes, for comparing with JSON keys.
  package let bytes: [UInt8]
  /// The hash of the bytes, computed once: equal names have the same.
  private let hash: Int

  /// The name prepared for finding it in JSON objects.
  package let json: JSONFieldName

  private init(_ text: String) {
    self.text = text
    json = JSONFieldName(text)
    bytes = Array(text.utf8)
    hash = bytes.hashValue
  }

  private static let known = Mutex<[HashableValue: FieldName]>([:])

  /// Returns the one object for `text`. Names are kept for the life of the process; a server could
  /// send endless new ones, so past a limit new names are made without being kept, which costs
  /// speed only: equality falls back to the text.
  package static func of(_ text: String) -> FieldName {
    // By bytes: names that only look alike are not the same.
    let key = HashableValue(.string(text))
    return known.withLock { known in
      if let name = known[key] { return name }
      let name = FieldName(text)
      if known.count < 65_536 { known[key] = name }
      return name
    }
  }

  package static func == (left: FieldName, right: FieldName) -> Bool {
    left === right || left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// The ordered field names that many records share.
package final class Shape: Sendable {
  package let names: [FieldName]
  /// Only for wide shapes, where a scan would cost more than a look-up.
  private let indexes: [FieldName: Int]?
  /// What is known of records of their kind beyond the fields they have.
  package let kind: RecordKind?

  package init(_ names: [FieldName], kind: RecordKind? = nil) {
    self.names = names
    self.kind = kind
    if names.count > 12 {
      indexes = Dictionary(
        names.enumerated().map { ($1, $0) }, uniquingKeysWith: { _, last in last })
    } else {
      indexes = nil
    }
  }

  package convenience init(_ names: [String]) { self.init(names.map(FieldName.of)) }

  package var count: Int { names.count }

  /// Returns the index of a field, or nil.
  package func index(of name: FieldName) -> Int? {
    if let indexes { return indexes[name] }
    for (index, candidate) in names.enumerated() where candidate === name { return index }
    for (index, candidate) in names.enumerated() where candidate == name { return index }
    return nil
  }

  /// Whether a record of this shape has a field, or is of a kind that may leave it out.
  package func answers(to name: FieldName) -> Bool {
    index(of: name) != nil || kind?.names.contains(name) == true
  }

  /// The names of the fields to show where not all can be: those of the kind, else all.
  package var shownNames: [FieldName] { kind?.shown ?? names }

  /// Returns the shape with one field more.
  package func adding(_ name: FieldName) -> Shape {
    Shape(names + [name], kind: kind?.adding(name))
  }

  package static let empty = Shape([FieldName]())
}
