/// Something that is not as it must be.
package struct GoldenDifference: Sendable, Hashable, CustomStringConvertible {
  /// What was compared: `stdout`, `request`.
  package let subject: String
  package let expected: String
  package let actual: String

  init(_ subject: String, expected: String, actual: String) {
    self.subject = subject
    self.expected = expected
    self.actual = actual
  }

  /// The lines that differ, `-` before what is expected and `+` before what came instead.
  package var description: String {
    let (expected, actual) = (Self.lines(expected), Self.lines(actual))
    let shorter = min(expected.count, actual.count)
    var start = 0
    while start < shorter, expected[start] == actual[start] { start += 1 }
    var end = 0
    while end < shorter - start,
      expected[expected.count - 1 - end] == actual[actual.count - 1 - end]
    {
      end += 1
    }
    let lines =
      expected[start..<expected.count - end].map { "    - \($0)" }
      + actual[start..<actual.count - end].map { "    + \($0)" }
    return (["  \(subject), line \(start + 1):"] + lines).joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
