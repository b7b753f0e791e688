package import Diagnostics
package import Values

/// A column of records: `name`, `.name` or `.a.b`; with a `?` behind a name, null where records
/// lack it.
package struct ColumnPath: ColumnNaming, Hashable {
  package let names: [FieldName]
  /// Which of the names have a `?` behind them.
  private let optionals: Set<Int>

  package init(_ names: [FieldName], optionals: Set<Int> = []) {
    self.names = names
    self.optionals = optionals
  }

  package static var typeName: String { "column" }
  package static var expectation: String { "a column name such as state or .status.since" }
  package static var candidates: CandidateSource? { .column }

  package static func parse(_ text: String) throws(ParameterError) -> ColumnPath {
    let path = text.hasPrefix(".") ? String(text.dropFirst()) : text
    var names: [FieldName] = []
    var optionals: Set<Int> = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let isOptional = part.hasSuffix("?")
      let name = isOptional ? part.dropLast() : part
      guard !name.isEmpty else {
        throw ParameterError("\"\(text)\" is not a column name", hint: "write name, .name or .a.b")
      }
      if isOptional { optionals.insert(names.count) }
      names.append(FieldName.of(String(name)))
    }
    return ColumnPath(names, optionals: optionals)
  }

  /// The name its values go by: `status.since`.
  package var text: String { names.map(\.text).joined(separator: ".") }

  package var value: Value { .string(text) }

  package var namedColumn: ColumnPath? { self }

  /// The only name of a path of one name.
  package var simpleName: FieldName? { names.count == 1 ? names[0] : nil }

  /// Whether name number `index` may be missing.
  package func isOptional(_ index: Int) -> Bool { optionals.contains(index) }

  /// Returns what of the path lies inside its first column.
  package func dropFirst() -> ColumnPath {
    ColumnPath(
      Array(names.dropFirst()), optionals: Set(optionals.filter { $0 > 0 }.map { $0 - 1 }))
  }

  /// Returns the value at the path in an item; throws `value.no-field` when a field is missing.
  package func value(in item: Value) throws(Diagnostic) -> Value {
    var value = item
    for (index, name) in names.enumerated() {
      switch value {
      case .record(let record):
        if let field = record[name] {
          value = field
        } else if isOptional(index) {
          value = .null
        } else {
          throw record.missing(name)
        }
      case .null where isOptional(index): value = .null
      default:
        throw Diagnostic(
          ValueDiagnostic.wrongKind,
          "cannot take column '\(name.text)' of \(value.kindPhrase)",
          hint: hint(for: name, at: index, of: value))
      }
    }
    return value
  }

  private func hint(for name: FieldName, at index: Int, of value: Value) -> String {
    if value.isNull { return "'\(name.text)?' gives null instead of an error" }
    guard case .list = value else { return "columns belong to records" }
    if index == 0 { return "the items are lists: '| flatten' makes one list of them first" }
    let before = names[..<index].map(\.text).joined(separator: ".")
    return "it is a list: '| get \(before) | flatten | get \(name.text)' takes it from each"
  }
}
