import TestSupport
import Testing

/// What ARCHITECTURE.md names is there.
@Suite struct ArchitectureTests {
  @Test func namesWhatExists() throws {
    let text = try #require(Repository.text(of: Repository.root + "/ARCHITECTURE.md"))
    let sources = Repository.files(under: "Sources", ending: ".swift")
      .compactMap { Repository.text(of: $0) }.joined(separator: "\n")
    for name in Self.codeNames(in: text)
    where name.first?.isUppercase == true && !name.hasSuffix(".swift") {
      let type = name.split(separator: ".").first.map(String.init) ?? name
      let isThere =
        ["struct", "class", "enum", "protocol"].contains { sources.contains("\($0) \(type)") }
        || Repository.files(under: "Sources/\(type)", ending: "").isEmpty == false
      #expect(isThere, "ARCHITECTURE.md names \(name), which is nowhere in Sources")
    }
  }

  /// The words in back-ticks.
  private static func codeNames(in text: String) -> [String] {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    return pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      .filter { !$0.contains(" ") && !$0.contains("/") && !$0.contains("\n") && !$0.isEmpty }
  }
}
