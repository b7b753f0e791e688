import Diagnostics
import Syntax
import TestSupport
import Testing

struct ParserRecoveryTests {
  @Test func readingGoesOnBehindAnError() {
    let tree = parse(
      SourceText("let x = \nif $a = 3 { echo (b }\nfor y in offers { echo $y.\n}\ngood\n"))
    #expect(tree.debugText.hasSuffix("(run good)"))
  }

  /// Brackets and operators by the thousand: refused, not followed down.
  @Test(arguments: [
    "(", "[", "{", "\"${", "$x[", "not ", "if [", "a {", "1 + ", "\"\"\"", "`", "<a", "[-a",
  ])
  func noDepthIsTooMuch(_ piece: String) {
    for prefix in ["", "where ", "echo "] {
      let text = prefix + String(repeating: piece, count: 20_000)
      #expect(parse(SourceText(text)).printed == text)
    }
  }

  @Test func sensibleDepthIsRead() {
    let text = String(repeating: "(", count: 190) + "1" + String(repeating: ")", count: 190)
    #expect(parse(SourceText(text)).diagnostics.isEmpty)
    let tooDeep =
      "(" + String(repeating: "((", count: 100) + "1" + String(repeating: "))", count: 100) + ")"
    check(tooDeep, reports: ["too-deep '('"])
    let long = Array(repeating: "1", count: 300).joined(separator: " + ")
    #expect(parse(SourceText(long)).diagnostics.isEmpty)
    let tooLong = "where " + Array(repeating: "1", count: 500).joined(separator: " + ") + "\n"
    #expect(parse(SourceText(tooLong)).diagnostics.map(\.id.name) == ["syntax.too-deep"])
  }

  /// Programs with pieces put in, taken out and doubled, and bytes at random.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func nothingCrashesOrLosesAByte(_ seed: UInt64) {
    var mutator = Mutator(seed: seed)
    for _ in 0..<20 {
      let text = mutator.text()
      for mode in [ParseMode.file, .document] {
        let tree = parse(SourceText(text), mode: mode)
        #expect(tree.printed == text)
        #expect(
          tree.diagnostics.allSatisfy {
            $0.span.map { $0.range.upperBound <= text.utf8.count } ?? false
          })
      }
    }
  }

  @Test func garbageDoesNotGiveThousandsOfErrors() {
    let tree = parse(SourceText(String(repeating: "$ 1 ) ", count: 10_000)))
    #expect(tree.diagnostics.count <= 200)
    #expect(!tree.isPartial)
  }
}

/// Writes texts that are nearly programs.
private struct Mutator {
  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "'", "$", "\\", "\n", "|", "&", ">", "<", "`", "#", "=",
    ";", ",", ":", "${", "\"\"\"", "if ", "else",
    "let ", "-", "...", ".", "1h", "é", "\u{0}", "juju ", "$ ", "\n> ", "<a>", "[x]", "not in",
    "\u{1b}", "“", "=>", "def f(",
  ]

  private var random: SeededRandom
  private var generator: ProgramGenerator

  init(seed: UInt64) {
    random = SeededRandom(seed: seed ^ 0xABCD)
    generator = ProgramGenerator(seed: seed)
  }

  mutating func text() -> String {
    switch random.below(10) {
    case 0:
      return String(
        decoding: (0..<random.below(300)).map { _ in UInt8(random.below(256)) }, as: UTF8.self)
    case 1: return (0..<random.below(60)).map { _ in random.pick(Self.pieces) }.joined()
    default: return mutated(generator.program(statements: 3))
    }
  }

  private mutating func mutated(_ program: String) -> String {
    var bytes = Array(program.utf8)
    for _ in 0..<(1 + random.below(6)) {
      let place = random.below(bytes.count + 1)
      switch random.below(3) {
      case 0: bytes.insert(contentsOf: Array(random.pick(Self.pieces).utf8), at: place)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.below(8)))
      default:
        bytes.insert(
          contentsOf: bytes[place..<min(bytes.count, place + random.below(40))],
          at: random.below(place + 1))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
