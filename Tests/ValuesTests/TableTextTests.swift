import Diagnostics
import JSON
import Testing

@testable import Values

/// Values as a terminal of so many columns shows them, and as a file gets them.
@Suite struct TableTextTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let json: String
    var width: Int?
    let text: String
    var description: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "columns as wide as they need, numbers to the right, null empty",
      json:
        #"[{"name": "mysql", "units": 3, "note": null}, {"name": "db", "units": 12, "note": "x"}]"#,
      text: """
        name   units  note
        mysql      3
        db        12  x

        """),
    Case(
      name: "the union of columns",
      json: #"[{"a": 1}, {"b": 2, "a": 3}]"#,
      text: """
        a  b
        1
        3  2

        """),
    Case(
      name: "wide characters take two columns, controls are escaped",
      json: #"[{"name": "日本", "x": "a\nb"}, {"name": "\u001b[31m", "x": "\u202e"}]"#,
      text: #"""
        name        x
        日本        a\nb
        \u{1b}[31m  \u{202e}

        """#),
    Case(
      name: "lists of plain values joined, records as JSON",
      json: #"[{"a": ["x", "y"], "b": {"c": [1]}}]"#,
      text: """
        a     b
        x, y  {"c":[1]}

        """),
    Case(
      name: "cells are cut to the terminal",
      json: #"[{"a": "123456789012345678901234567890", "b": 1}]"#,
      width: 25,
      text: """
        a                       b
        123456789012345678901…  1

        """),
    Case(
      name: "columns without room are named",
      json: #"[{"aaaaaaaaaa": "x", "bbbbbbbbbb": "y", "cccccccccc": "z"}]"#, width: 25,
      text: """
        aaaaaaaaaa  bbbbbbbbbb
        x           y
        … 1 more column: cccccccccc; '| select' shows them

        """),
    Case(
      name: "a file gets everything", json: #"[{"a": "123456789012345678901234567890", "b": 1}]"#,
      text: """
        a                               b
        123456789012345678901234567890  1

        """),
    Case(
      name: "one record as names and values",
      json: #"{"name": "mysql", "text": "one\ntwo", "none": null, "at": [{"a": 1}, {"a": 2}]}"#,
      text: """
        name  mysql
        text  one
              two
        none
        at    - a: 1
              - a: 2

        """),
    Case(
      name: "plain values one to a line", json: #"["a", 1, null, true]"#, text: "a\n1\n\ntrue\n"),
    Case(name: "only nulls", json: "[null, null]", text: ""),
    Case(name: "nothing", json: "[]", text: ""),
    Case(
      name: "records and plain values take turns", json: #"[1, {"a": 2}, 3]"#, text: "1\na\n2\n3\n"),
    Case(name: "text as it is", json: #""a\n""#, text: "a\n"),
    Case(name: "text on a terminal", json: #""\u001b[2J""#, width: 80, text: "\\u{1b}[2J\n"),
  ]

  @Test(arguments: cases)
  func shows(_ example: Case) throws {
    let value = try JSONBuffer.parse(Array(example.json.utf8)).root.value
    #expect(try TableText.text(value, width: example.width) == example.text)
  }

  @Test func declaredColumnsMakeAHeader() throws {
    let stream = ValueStream([], columns: ["name", "state"])
    #expect(try TableText.text(.stream(stream)) == "name  state\n")
  }

  @Test func momentsAreShownToTheMinuteOnATerminal() throws {
    let names = ["name", "created"]
    let kind = RecordKind(names: names, shown: names, decimals: [], times: ["created"])
    let moment = "2026-11-14T04:04:53.696000Z"
    let row = Record(
      Shape(names.map(FieldName.of), kind: kind), [.string(moment), .string(moment)])
    let rows = Value.list(List([.record(row)]))
    #expect(
      try TableText.text(rows, width: 80) == """
        name                         created
        2026-11-14T04:04:53.696000Z  2026-11-14T04:04Z

        """)
    #expect(try TableText.text(rows).hasSuffix("Z  2026-11-14T04:04:53Z\n"))
  }

  @Test func aFieldThatComesLateBeginsANewTable() throws {
    let count = TableText.sampleSize
    let early = (0..<count).map { Value.record(Record(["a": .int($0)])) }
    let late = [Value.record(Record(["a": .string("wide value"), "b": .bool(true)]))]
    let text = try TableText.text(.stream(ValueStream(batches: [.values(early), .values(late)])))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == count + 5)
    #expect(lines[(count + 1)...] == ["", "a           b", "wide value  true", ""])
  }

  @Test func headersAreBoldOnlyWithColour() throws {
    let value = Value.list(List([.record(Record(["a": .int(1)]))]))
    #expect(try TableText.text(value, usesColour: true) == "\u{1b}[1ma\u{1b}[0m\n1\n")
  }
}
