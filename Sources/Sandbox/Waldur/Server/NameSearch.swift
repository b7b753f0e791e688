/// The rows of a large table whose name has a text in it, found in an index of all groups of three
/// letters in the names.
struct NameSearch {
  private let table: String
  /// The index.
  private let words: String
  /// The name of a row, as SQL.
  private let name: String

  static let orders = NameSearch(
    table: "waldur_order", words: "waldur_order_words",
    name: "json_extract(waldur_order.attributes, '$.name')")
  static let resources = NameSearch(
    table: "waldur_resource", words: "waldur_resource_words", name: "waldur_resource.name")

  /// Where more may have it, looking at every row is no slower.
  private static let mostCandidates = 5000

  /// Returns the condition that the name has a text in it, whatever the case of letters.
  func condition(_ text: String, _ call: WaldurCall) throws -> SQLCondition {
    let test = SQLCondition.contains(name, text)
    guard let groups = Self.groups(of: text) else { return test }
    let candidates: [Int64] = try call.database.rows(
      "SELECT rowid FROM \(words) WHERE \(words) MATCH ? LIMIT \(Self.mostCandidates + 1)",
      groups, read: { $0.id(0) })
    if candidates.count > Self.mostCandidates { return test }
    // The index says that a name has the groups, not that they stand in their order.
    let found: [Int64] = try call.database.rows(
      """
      SELECT \(table).id FROM json_each(?) AS candidate
      CROSS JOIN \(table) ON \(table).id = candidate.value WHERE \(test.sql)
      """, values: [JSONList.text(candidates)] + test.values, read: { $0.id(0) })
    return found.isEmpty ? .none : .among("\(table).id", found)
  }

  /// Returns the groups of three letters that a text is made of, as the index is asked for them; nil
  /// for a shorter one.
  private static func groups(of text: String) -> String? {
    let letters = Array(text.unicodeScalars)
    guard letters.count >= 3, !letters.contains("\0") else { return nil }
    return (0...letters.count - 3).map { start in
      var group = String.UnicodeScalarView()
      for letter in letters[start..<start + 3] {
        group.append(letter)
        if letter == "\"" { group.append(letter) }
      }
      return "\"\(String(group))\""
    }.joined(separator: " AND ")
  }
}
