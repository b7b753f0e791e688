import JSON
import Testing

/// Texts that RFC 8259 accepts, beyond the obvious ones.
private let accepted: [String] = [
  "null", "true", "false", "0", "-0", "-1", "10", "1.5", "-0.0", "0e1", "1E+2", "1e-2", "1.10",
  "123456789012345678901234567890", "1e400", "12345678", "123456789", "-12345678.25", "0.1",
  #""""#, #""a""#, #""\"\\\/\b\f\n\r\t\u00e9""#, #""\ud83d\ude00""#, #""\ud800""#, #""\udc00x""#,
  "\"\u{7F}\u{2028}é😀\"", "[]", "{}", "[ ]", "{ }", " \t\r\n[ 1 , 2 ]\n", "[[[]],{}]",
  #"{"a":1,"a":2}"#, #"{"":{"":[]}}"#, #"{"a" : { "b" : [ true , null ] } }"#, #"["\\"]"#,
  #"["\\\""]"#, #"[1,"]",{"}":"{"}]"#, "\u{FEFF}[1]", "[1]\n\n", #"{"\u0061":1}"#,
  String(repeating: "[", count: 512) + String(repeating: "]", count: 512),
]

@Test(arguments: accepted) func readsWhatIsJSON(_ text: String) throws {
  let buffer = try JSONBuffer.parse(text)
  #expect(buffer.count == 1)
  #expect(ReferenceReader.accepts(Array(text.utf8)))
}

/// Texts that are no JSON, with the reason, the offset and the words for it.
private let refused: [(String, JSONError.Reason, Int, String)] = [
  ("", .empty, 0, "expected a JSON value, found nothing"),
  (" \n", .empty, 2, "expected a JSON value, found nothing"),
  ("[", .unexpectedEnd, 1, "the text ends in the middle of a value"),
  (#"{"a":"#, .unexpectedEnd, 5, "the text ends in the middle of a value"),
  (#"{"a""#, .unexpectedEnd, 4, "the text ends in the middle of a value"),
  ("[1,", .unexpectedEnd, 3, "the text ends in the middle of a value"),
  ("[1,]", .expectedValue, 3, "expected a value, found ']'"),
  ("]", .expectedValue, 0, "expected a value, found ']'"),
  (#"{"a":}"#, .expectedValue, 5, "expected a value, found '}'"),
  ("[,1]", .expectedValue, 1, "expected a value, found ','"),
  ("{'a':1}", .expectedNameOrBrace, 1, "expected a name in double quotes or '}', found '''"),
  (#"{"a":1,}"#, .expectedName, 7, "expected a name in double quotes after ',', found '}'"),
  (#"{"a":1,2:3}"#, .expectedName, 7, "expected a name in double quotes after ',', found '2'"),
  (#"{"a" 1}"#, .expectedColon, 5, "expected ':' after a name, found '1'"),
  (#"{"a":1 x}"#, .expectedCommaOrBrace, 7, "expected ',' or '}' after a member, found 'x'"),
  (#"{"a":1]"#, .expectedCommaOrBrace, 6, "expected ',' or '}' after a member, found ']'"),
  ("[1 2]", .expectedCommaOrBracket, 3, "expected ',' or ']' after an element, found '2'"),
  ("[1}", .expectedCommaOrBracket, 2, "expected ',' or ']' after an element, found '}'"),
  (#"["a"é]"#, .expectedCommaOrBracket, 4, "expected ',' or ']' after an element, found 'é'"),
  ("[] []", .expectedEnd, 3, "expected nothing more after the value, found '['"),
  ("1 2", .expectedEnd, 2, "expected nothing more after the value, found '2'"),
  ("[01]", .invalidNumber, 1, "a number is not written as JSON writes numbers"),
  ("-", .invalidNumber, 0, "a number is not written as JSON writes numbers"),
  ("[1-2]", .invalidNumber, 1, "a number is not written as JSON writes numbers"),
  ("tru", .invalidLiteral, 0, "expected true, false, null or a value in double quotes"),
  ("[nulll]", .invalidLiteral, 1, "expected true, false, null or a value in double quotes"),
  (#"["\x"]"#, .invalidEscape, 2, "a backslash begins no known escape"),
  (#"["a\u12g4"]"#, .invalidEscape, 3, "a backslash begins no known escape"),
  (#"{"\u12":1}"#, .invalidEscape, 2, "a backslash begins no known escape"),
  ("[\"a\tb\"]", .controlCharacter, 3, "a tab stands in a string, where it must be escaped"),
  ("\"\n\"", .controlCharacter, 1, "a line break stands in a string, where it must be escaped"),
  (
    "\"\u{1}\"", .controlCharacter, 1,
    "the control character 1 stands in a string, where it must be escaped"
  ),
  (#"["abc"#, .unterminatedString, 1, "a string has no closing quote"),
  (#""\""#, .unterminatedString, 0, "a string has no closing quote"),
  // An error further ahead comes first, whoever finds it.
  (
    #"[1 2 "abc"#, .expectedCommaOrBracket, 3,
    "expected ',' or ']' after an element, found '2'"
  ),
  (#"[\"a\"]"#, .expectedValue, 1, #"expected a value, found '\'"#),
  (#"{"a":1}\"#, .expectedEnd, 7, #"expected nothing more after the value, found '\'"#),
  (String(repeating: "[", count: 513), .tooDeep, 512, "values are nested more than 512 deep"),
  (
    String(repeating: #"{"a":"#, count: 513), .tooDeep, 2560,
    "values are nested more than 512 deep"
  ),
]

@Test(arguments: refused)
func refusesWhatIsNoJSON(
  _ text: String, _ reason: JSONError.Reason, _ offset: Int, _ message: String
) throws {
  let error = try #require(throws: JSONError.self) { try JSONBuffer.parse(text) }
  #expect(error.reason == reason)
  #expect(error.offset == offset)
  #expect(error.message == message)
}

/// Numbers that are none.
@Test(arguments: [
  "+1", ".5", "1.", "1.e1", "1e", "1e+", "00", "-01", "0x1", "1.2.3", "1/2", "1,5e", "--1", "1e5.5",
  "Infinity", "NaN", "123456789a", "1234567 8", "-a", "1_000", "1\u{0}", "0-1", "1.+", "٣",
])
func refusesWhatIsNoNumber(_ text: String) {
  #expect(throws: JSONError.self) { try JSONBuffer.parse("[\(text)]") }
  #expect(!ReferenceReader.accepts(Array("[\(text)]".utf8)))
}

/// Bytes that are not UTF-8 and where the first such byte is.
@Test(
  arguments: [
    ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
    ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82, 0x22], 1), ([0x5B, 0x80], 1),
    ([0x22, 0xC3, 0xA9, 0xC3, 0x22], 3), ([0x5B, 0x22, 0xF0, 0x9F], 2), ([0x31, 0x20, 0xBF], 2),
  ] as [([UInt8], Int)])
func refusesWhatIsNotUTF8(_ bytes: [UInt8], _ offset: Int) throws {
  let error = try #require(throws: JSONError.self) { try JSONBuffer.parse(bytes) }
  #expect(error.reason == .invalidUTF8)
  #expect(error.offset == offset)
}
