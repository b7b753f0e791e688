/// What a list is ordered by.
struct ListOrder {
  private struct Term {
    let column: String
    let isDescending: Bool
    let isNullable: Bool

    // As in PostgreSQL, what is missing stands behind everything else.
    var sql: String {
      isDescending
        ? column + (isNullable ? " DESC NULLS FIRST" : " DESC")
        : column + (isNullable ? " NULLS LAST" : "")
    }

    var reversed: Term {
      Term(column: column, isDescending: !isDescending, isNullable: isNullable)
    }
  }

  private var terms: [Term] = []
  private var fixed: String?

  init() {}

  /// An order that cannot be turned around.
  init(fixed: String) { self.fixed = fixed }

  /// Whether nothing was added yet.
  var isEmpty: Bool { fixed == nil && terms.isEmpty }

  /// The order in which things were made.
  static func created(_ table: String) -> ListOrder {
    var order = ListOrder()
    order.add(table + ".created", isDescending: false, isNullable: false)
    order.settle(by: table + ".id")
    return order
  }

  mutating func add(_ column: String, isDescending: Bool, isNullable: Bool = true) {
    terms.append(Term(column: column, isDescending: isDescending, isNullable: isNullable))
  }

  /// Ends in something unique, which runs the way of what stands first: then one index serves both
  /// directions.
  mutating func settle(by column: String) {
    add(column, isDescending: terms.first?.isDescending ?? false, isNullable: false)
  }

  var sql: String { fixed ?? terms.map(\.sql).joined(separator: ", ") }

  /// The same from the other end; nil where that is not known.
  var reversed: ListOrder? {
    guard fixed == nil else { return nil }
    var order = self
    order.terms = terms.map(\.reversed)
    return order
  }

  /// The column an index must begin with to have the rows in this order; nil where none does.
  var walkedColumn: String? {
    terms.count == 2 && terms[0].isDescending == terms[1].isDescending ? terms[0].column : nil
  }

  /// Whether it is the order in which things were made, the oldest first.
  func isCreated(in table: String) -> Bool {
    walkedColumn == table + ".created" && terms.first?.isDescending == false
  }
}
