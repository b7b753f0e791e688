import Diagnostics
import JSON
import Testing

@testable import Values

/// What Go's yaml.v2 prints for the same values, by hand from its rules.
@Suite struct YAMLWriterTests {
  static let documents: [(json: String, yaml: String)] = [
    ("{}", "{}\n"),
    ("[]", "[]\n"),
    ("null", "null\n"),
    ("3", "3\n"),
    ("1.10", "1.10\n"),
    (#""text""#, "text\n"),
    (#"{"b": 1, "a": {"y1": true, "x": null}}"#, "b: 1\na:\n  y1: true\n  x: null\n"),
    (#"{"list": ["a", "b"], "empty": [], "none": {}}"#, "list:\n- a\n- b\nempty: []\nnone: {}\n"),
    (
      #"[{"name": "ssh", "subnets": ["10.0.0.0/8"]}, {"name": "x", "subnets": []}]"#,
      "- name: ssh\n  subnets:\n  - 10.0.0.0/8\n- name: x\n  subnets: []\n"
    ),
    ("[[1, 2], [3, [4]]]", "- - 1\n  - 2\n- - 3\n  - - 4\n"),
    (
      #"{"offer": {"description": "one\ntwo\n\nthree\n", "access": "admin"}}"#,
      "offer:\n  description: |\n    one\n    two\n\n    three\n  access: admin\n"
    ),
    (#"["a\nb"]"#, "- |-\n  a\n  b\n"),
    (#"{"a": "x\n\n", "b": 1}"#, "a: |+\n  x\n\nb: 1\n"),
    (#"{"a": " x\ny"}"#, "a: |2-\n   x\n  y\n"),
    (#"{"a": "x \ny"}"#, #"a: "x \ny""# + "\n"),
    (#"{"": 1, "true": 2, "a b": 3, "10": 4}"#, "\"\": 1\n\"true\": 2\na b: 3\n\"10\": 4\n"),
    (#"{"two\nlines": 1}"#, "? |-\n  two\n  lines\n: 1\n"),
  ]

  @Test(arguments: documents)
  func writesDocuments(_ json: String, _ yaml: String) throws {
    let value = try JSONBuffer.parse(Array(json.utf8)).root.value
    #expect(try YAMLWriter.text(value) == yaml)
  }

  static let flowing: [(json: String, yaml: String)] = [
    (#"{"at": ["a", "b"], "to": ["a"]}"#, "at: [a, b]\nto:\n- a\n"),
    (#"{"x": {"at": []}}"#, "x:\n  at: []\n"),
    (
      #"{"at": ["10.0.0.1:17070", "[::1]:17070", "a,b", "c{}"]}"#,
      "at: ['10.0.0.1:17070', '[::1]:17070', 'a,b', 'c{}']\n"
    ),
    (
      #"{"at": ["-x", "?x", "x-y", "8.0", "it's:"]}"#,
      #"at: ['-x', '?x', x-y, "8.0", 'it''s:']"# + "\n"
    ),
    (#"{"at": ["one\ntwo", 3, null, true]}"#, #"at: ["one\ntwo", 3, null, true]"# + "\n"),
  ]

  @Test(arguments: flowing)
  func writesFlowingListsInOneLine(_ json: String, _ yaml: String) throws {
    let value = try JSONBuffer.parse(Array(json.utf8)).root.value
    #expect(try YAMLWriter.text(value, flowing: ["at"]) == yaml)
  }

  static let scalars: [(text: String, yaml: String)] = [
    ("", #""""#), ("plain", "plain"), ("a b", "a b"),
    ("admin/default.mysql", "admin/default.mysql"),
    ("ctrl:admin/m.x", "ctrl:admin/m.x"), ("10.0.0.0/8", "10.0.0.0/8"), ("8.0", #""8.0""#),
    ("1.2.3", "1.2.3"), ("007", #""007""#), ("1_000", #""1_000""#), ("0x1F", #""0x1F""#),
    ("0x123456789abcdef01234", "0x123456789abcdef01234"), ("0b2", "0b2"), ("-5", #""-5""#),
    ("--5", "--5"), ("1e3", #""1e3""#), ("1e", "1e"), (".5", #"".5""#), ("5.", #""5.""#),
    (".", "."), ("yes", #""yes""#), ("YeS", "YeS"), ("y", #""y""#), ("no", #""no""#),
    ("off", #""off""#), ("null", #""null""#), ("~", #""~""#), ("<<", #""<<""#),
    (".inf", #"".inf""#),
    ("2024-10-25", #""2024-10-25""#), ("2024-1-5", #""2024-1-5""#), ("2024-13-01", "2024-13-01"),
    ("2024-10-25T10:20:30Z", #""2024-10-25T10:20:30Z""#),
    ("2024-10-25 10:20:30", #""2024-10-25 10:20:30""#), ("2024-10-25T10:20", "2024-10-25T10:20"),
    ("15:04:05+07:00", "15:04:05+07:00"), ("15:04:05", #""15:04:05""#), ("12:99", "12:99"),
    ("- item", "'- item'"), ("-", "'-'"), ("-x", "-x"), ("---", "'---'"), ("...more", "'...more'"),
    ("? x", "'? x'"), ("?x", "?x"), (":x", ":x"), (":", "':'"), ("a: b", "'a: b'"), ("a:", "'a:'"),
    ("a:b", "a:b"), ("# no", "'# no'"), ("a #b", "'a #b'"), ("a#b", "a#b"), ("*", "'*'"),
    ("&a", "'&a'"), ("!tag", "'!tag'"), ("|", "'|'"), ("%x", "'%x'"), ("@x", "'@x'"),
    ("`x", "'`x'"),
    ("[a]", "'[a]'"), ("{a}", "'{a}'"), ("a[0]", "a[0]"), ("'q'", "'''q'''"), ("it's", "it's"),
    (#""q""#, #"'"q"'"#), (#"a "q""#, #"a "q""#), (" lead", "' lead'"), ("trail ", "'trail '"),
    ("tab\there", #""tab\there""#), ("\u{1b}[31m", #""\e[31m""#), ("\u{7}", #""\a""#),
    ("é", "é"), ("日本", "日本"), ("😀", #""\U0001F600""#), ("\u{feff}x", #""\uFEFFx""#),
    ("a\u{2028}b", #""a\Lb""#), ("a\r", #""a\r""#), ("=", "="), ("\\n", #"\n"#),
  ]

  @Test(arguments: scalars)
  func quotesWhatWouldBeReadAsSomethingElse(_ text: String, _ yaml: String) throws {
    #expect(try YAMLWriter.text(.string(text)) == yaml + "\n")
  }

  @Test func writesListsPieceByPiece() throws {
    var writer = YAMLWriter()
    try writer.listItem(.record(Record(["a": .int(1), "b": .list(List([.bool(true)]))])))
    #expect(String(decoding: writer.take(), as: UTF8.self) == "- a: 1\n  b:\n  - true\n")
    try writer.listItem(.float(.nan))
    #expect(String(decoding: writer.take(), as: UTF8.self) == "- .nan\n")
  }

  @Test func refusesSecrets() {
    #expect(throws: Diagnostic.self) { try YAMLWriter.text(.secret(Secret("token"))) }
  }
}
