import Glibc
import Testing

@testable import LineEditor

/// Reads everything from a pipe with these bytes in it.
private func results(of text: [UInt8]) -> [ReadResult] {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return [] }
  defer { close(ends[0]) }
  _ = write(ends[1], text, text.count)
  close(ends[1])
  let reader = PlainLineReader(descriptor: ends[0])
  reader.isComplete = { !$0.hasSuffix("\\") }
  var results: [ReadResult] = []
  repeat { results.append(reader.readLine()) } while results.last != .endOfFile
  return results.dropLast()
}

@Test(
  "Lines are read plainly and joined until complete",
  arguments: [
    ("", []), ("a\nb\n", ["a", "b"]), ("a\n\nb", ["a", "", "b"]), ("a\r\nb\r\n", ["a", "b"]),
    ("a\\\nb\\\nc\nd\n", ["a\\\nb\\\nc", "d"]), ("open\\", ["open\\"]), ("żółw\n", ["żółw"]),
  ] as [(String, [String])])
func plainLines(text: String, lines: [String]) {
  #expect(results(of: Array(text.utf8)) == lines.map { .line($0) })
}

@Test("Each further line of an entry has a prompt of its own")
func plainContinuation() throws {
  var (input, shown): ([Int32], [Int32]) = ([0, 0], [0, 0])
  try #require(pipe(&input) == 0 && pipe(&shown) == 0)
  let text = Array("a\\\nb\nc\n".utf8)
  _ = write(input[1], text, text.count)
  close(input[1])
  let reader = PlainLineReader(descriptor: input[0], promptDescriptor: shown[1])
  reader.isComplete = { !$0.hasSuffix("\\") }
  reader.prompt = Prompt("> ")
  reader.continuationPrompt = Prompt("... ")
  #expect(reader.readLine() == .line("a\\\nb"))
  #expect(reader.readLine() == .line("c"))
  var seen = [UInt8](repeating: 0, count: 100)
  let count = read(shown[0], &seen, seen.count)
  #expect(String(decoding: seen[..<max(0, count)], as: UTF8.self) == "> ... > ")
  for descriptor in [input[0], shown[0], shown[1]] { close(descriptor) }
}

@Test("Bytes that are no UTF-8 become replacement characters")
func plainInvalidBytes() {
  #expect(results(of: [0x61, 0xFF, 0x0A]) == [.line("a\u{FFFD}")])
}

@Test("An entry can be left, and the next one begins anew")
func plainInterruption() throws {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  defer { ends.forEach { close($0) } }
  let reader = PlainLineReader(descriptor: ends[0])
  reader.isComplete = { !$0.hasSuffix("\\") }
  _ = write(ends[1], "a\\\nhalf", 7)
  var questions = 0
  // The first question comes before anything was read.
  reader.isInterrupted = {
    questions += 1
    return questions == 2
  }
  #expect(reader.readLine() == .interrupted)
  _ = write(ends[1], "b\n", 2)
  #expect(reader.readLine() == .line("b"))
}
