import JSON
import Testing

private let records = """
  {"id":1,"name":"a","cost":1.5}
  {"id":2,"name":"b","cost":2.5}
  {"name":"c","id":3}
  [1]
  {"tags":["id","name"],"id":4,"name":"d"}
  {"x":{"id":9,"name":"x","cost":0},"name":"e"}
  {}
  "id"
  {"id":5,"id":6,"name":"f"}
  {"\\u0069d":7,"name":"g"}
  {"id":8,"nam":"","name":"h","cost":null}

  """

private func stream(_ text: String) throws -> JSONBuffer {
  let reader = JSONStreamReader(chunkSize: 1 << 16)
  var bytes = Array(text.utf8)
  bytes.withUnsafeBytes { reader.append($0) }
  bytes = []
  reader.finish()
  return try #require(try reader.next())
}

/// What `fieldIndex` finds for a name in each row, over all rows with one hint.
@Test(arguments: [
  ("id", ["1", "2", "3", "-", "4", "-", "-", "-", "6", "7", "8"]),
  (
    "name", [#""a""#, #""b""#, #""c""#, "-", #""d""#, #""e""#, "-", "-", #""f""#, #""g""#, #""h""#]
  ),
  ("cost", ["1.5", "2.5", "-", "-", "-", "-", "-", "-", "-", "-", "null"]),
  ("nam", ["-", "-", "-", "-", "-", "-", "-", "-", "-", "-", #""""#]),
  ("a name of more than eight bytes", Array(repeating: "-", count: 11)),
])
func findsFieldsOfRows(_ name: String, _ expected: [String]) throws {
  let buffer = try stream(records)
  let field = JSONFieldName(name)
  let found = buffer.withRows { rows in
    var hint = 0
    return (0..<rows.count).map { row in
      let index = rows.fieldIndex(row, field.key, hint: &hint)
      return index < 0 ? "-" : String(decoding: rows.cursor(at: index).rawText, as: UTF8.self)
    }
  }
  #expect(found == expected)
}

/// Names of every length around the steps in which they are compared.
@Test func comparesNamesOfAnyLength() throws {
  for length in 0...40 {
    let name = String(repeating: "n", count: length)
    let others = (0..<length).map { at in name.prefix(at) + "m" + name.dropFirst(at + 1) }
    let members = (others + [name + "n", name]).map { "\"\($0)\":\"\($0)\"" }
    let buffer = try JSONBuffer.parse("{\(members.joined(separator: ","))}")
    let field = JSONFieldName(name)
    buffer.withRows { rows in
      for start in [0, 2, 4, members.count * 2] {
        var hint = start
        let index = rows.fieldIndex(0, field.key, hint: &hint)
        #expect(index >= 0 && rows.cursor(at: index).string() == name)
        #expect(hint == members.count * 2)
      }
    }
  }
}

@Test func knowsRowsWithTheSameNames() throws {
  let buffer = try stream(records)
  let same = buffer.withRows { rows in (0..<rows.count).map { rows.hasSameNamesAsBefore($0) } }
  #expect(same == (0..<11).map { $0 == 1 })
  let nested = try stream(#"{"a":{"b":1},"c":2}{"a":[],"c":{}}{"a":1,"c":2}{"a":1}{"a":1,"c":2}"#)
  let sameNested = nested.withRows { rows in (0..<rows.count).map { rows.hasSameNamesAsBefore($0) }
  }
  #expect(sameNested == [false, true, true, false, false])
}
