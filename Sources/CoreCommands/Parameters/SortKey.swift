import CommandKit
import Values

/// What to sort or compare by: a column, or a block that computes a value of an item.
enum SortKey: ColumnNaming {
  case column(ColumnPath)
  case block(Callable)

  var value: Value {
    switch self {
    case .column(let path): path.value
    case .block(let block): .block(block)
    }
  }

  var namedColumn: ColumnPath? {
    if case .column(let path) = self { return path }
    return nil
  }

  static var typeName: String { "column-or-block" }
  static var expectation: String { "a column, or a block { … } that computes a value" }
  static var candidates: CandidateSource? { .column }

  static func parse(_ text: String) throws(ParameterError) -> SortKey {
    .column(try ColumnPath.parse(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> SortKey {
    if case .block(let block) = value { return .block(block) }
    return .column(try ColumnPath.convert(value))
  }
}
