import JSON
import Testing

/// Reads a stream in pieces of `step` bytes and returns its documents and how it ended.
private func documents(
  _ text: [UInt8], step: Int, chunkSize: Int = 64
) -> (texts: [String], error: JSONError?) {
  let reader = JSONStreamReader(chunkSize: chunkSize)
  var at = 0
  var texts: [String] = []
  do {
    while let buffer = try reader.next({ space in
      let count = min(step, space.count, text.count - at)
      space.copyBytes(from: text[at..<at + count])
      at += count
      return count
    }) {
      texts += (0..<buffer.count).map { buffer[$0].rawText }
    }
  } catch {
    return (texts, error)
  }
  return (texts, nil)
}

/// Streams with their documents.
private let streams: [(String, [String])] = [
  ("", []), (" \n\n ", []), ("1", ["1"]), ("1\n", ["1"]), ("\u{FEFF}1\n", ["1"]),
  ("{\"a\":1}\n{\"a\":2}\n{\"a\":3}", [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#]),
  ("{\"a\":\"é😀\\n\"}\r\n\r\n[\"}\", \"{\"]\r\n", [#"{"a":"é😀\n"}"#, #"["}", "{"]"#]),
  (
    #"{"a":1}{"b":2}[3]"four""five"6 7 true null"#,
    [#"{"a":1}"#, #"{"b":2}"#, "[3]", #""four""#, #""five""#, "6", "7", "true", "null"]
  ),
  ("123\n456 789", ["123", "456", "789"]), (#""a b" "c\"" "d""#, [#""a b""#, #""c\"""#, #""d""#]),
  ("{\n  \"a\": [\n    1\n  ]\n}\n{\n}\n", ["{\n  \"a\": [\n    1\n  ]\n}", "{\n}"]),
  (String(repeating: "[[1],2]", count: 40), Array(repeating: "[[1],2]", count: 40)),
  (
    "[" + String(repeating: "1,", count: 200) + "1]\n2\n",
    ["[" + String(repeating: "1,", count: 200) + "1]", "2"]
  ),
  ("1" + String(repeating: " ", count: 300) + "2", ["1", "2"]),
]

/// However a stream comes in, its documents are the same.
@Test(arguments: streams) func cutsDoNotMatter(_ text: String, _ expected: [String]) {
  let bytes = Array(text.utf8)
  for step in 1...max(bytes.count, 1) {
    for chunkSize in [16, 64, 4096] {
      let (texts, error) = documents(bytes, step: step, chunkSize: chunkSize)
      if texts != expected || error != nil {
        Issue.record(
          "pieces of \(step) in chunks of \(chunkSize): \(texts), \(String(describing: error))")
      }
    }
  }
}

/// Streams with an error, the documents before it, and its offset in the stream.
@Test(
  arguments: [
    ("1\n2\n{\"a\" 1}\n3\n", ["1", "2"], .expectedColon, 9),
    ("[1]\n[2]\n[3", ["[1]", "[2]"], .unexpectedEnd, 10),
    ("[1]\n\"a\nb\"\n[2]", ["[1]"], .controlCharacter, 6),
    ("{}\n{\"a\":\"b", ["{}"], .unterminatedString, 8),
    ("{},{}", ["{}"], .expectedValue, 2), ("1 tru", ["1"], .invalidLiteral, 2),
    ("{\"a\":1}{\"b\":\"\\q\"}[3]", [#"{"a":1}"#], .invalidEscape, 13),
    ("[1]\n]", ["[1]"], .expectedValue, 4), ("1\n\\", ["1"], .expectedValue, 2),
    ("\"\"\\\ne\"a\nb", [#""""#], .expectedValue, 2),
  ] as [(String, [String], JSONError.Reason, Int)])
func anErrorComesAfterTheDocumentsBeforeIt(
  _ text: String, _ expected: [String], _ reason: JSONError.Reason, _ offset: Int
) {
  let bytes = Array(text.utf8)
  for step in 1...bytes.count {
    let (texts, error) = documents(bytes, step: step, chunkSize: 16)
    if texts != expected || error?.reason != reason || error?.offset != offset {
      Issue.record("pieces of \(step): \(texts), \(String(describing: error))")
    }
  }
}

@Test func bytesThatAreNotUTF8HaveTheirPlaceInTheStream() {
  let bytes = Array("{\"a\":1}\n{\"é\":2}\n".utf8) + [0x22, 0xC3, 0x22, 0x0A, 0x31]
  for step in 1...bytes.count {
    let (texts, error) = documents(bytes, step: step, chunkSize: 16)
    #expect(texts == [#"{"a":1}"#, #"{"é":2}"#])
    #expect(error?.reason == .invalidUTF8 && error?.offset == 18)
  }
}

@Test func giveWhatIsThereBeforeAskingForMore() throws {
  let reader = JSONStreamReader()
  func append(_ text: String) throws -> [String] {
    Array(text.utf8).withUnsafeBytes { reader.append($0) }
    guard let buffer = try reader.next() else { return [] }
    return (0..<buffer.count).map { buffer[$0].rawText }
  }
  #expect(try append("{\"a\":1}\n{\"a\"") == [#"{"a":1}"#])
  #expect(try append(":2}\n") == [#"{"a":2}"#])
  #expect(try append("{\n  \"a\": 3\n") == [])
  #expect(try append("}\n") == ["{\n  \"a\": 3\n}"])
  #expect(reader.documentCount == 3)
}

/// Buffers that are kept stay as they are while the reader goes on and uses those that are not.
@Test func keptBuffersStay() throws {
  let reader = JSONStreamReader(chunkSize: 32)
  var number = 0
  var kept: [JSONView] = []
  while let buffer = try reader.next({ space in
    guard number < 500 else { return 0 }
    let line = Array(#"{"n":\#(number)}"#.utf8) + [0x0A]
    number += 1
    space.copyBytes(from: line)
    return line.count
  }) {
    if number % 3 == 0 { kept.append(buffer.root) }
  }
  #expect(reader.documentCount == 500)
  let numbers = kept.compactMap { $0.member("n")?.int64() }
  #expect(numbers == (0..<500).filter { $0 % 3 == 2 })
}

@Test func documentsThatAreTooLargeAreRefused() throws {
  let reader = JSONStreamReader(chunkSize: 16, maxDocumentSize: 100)
  let error = try #require(throws: JSONError.self) {
    _ = try reader.next { space in
      space.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "["))
      return space.count
    }
  }
  #expect(error.reason == .tooLarge)
  #expect(throws: error) { try reader.next() }
}

@Test func aSourceThatFailsEndsNothing() throws {
  let reader = JSONStreamReader()
  #expect(try reader.next { _ in nil } == nil)
  Array("1\n".utf8).withUnsafeBytes { reader.append($0) }
  #expect(try reader.next { _ in nil }?.root.rawText == "1")
}
