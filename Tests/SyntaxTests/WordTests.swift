import Diagnostics
import Syntax
import Testing

/// Returns the argument of the first command at `index`.
private func argument(_ source: String, _ index: Int = 0) throws -> Argument {
  let tree = parse(SourceText(source))
  guard case .pipeline(let pipeline) = tree.program.statements.first?.kind,
    case .stage(let stage) = pipeline.first, case .command(let call) = stage.kind
  else { throw NoCommand() }
  return call.arguments[index]
}

private struct NoCommand: Error {}

struct WordTests {
  /// Each row: a word, a range of its text, and the source that range came from.
  @Test(arguments: [
    ("abc/def", 4..<7, "def"), ("x=\"b c\"", 2..<5, "b c"), ("x=\"b c\"y", 5..<6, "y"),
    ("\"a\\tb\"", 1..<2, "\\t"), ("\"a\\tb\"", 2..<3, "b"),
    ("\"\\u{e9}x\"", 0..<2, "\\u{e9}"), ("\"\\u{e9}x\"", 2..<3, "x"), ("'it''s'", 2..<3, "''"),
    ("'it''s'", 3..<4, "s"), ("abc", 3..<3, ""), ("abc", 1..<1, ""),
  ])
  func aPlaceInTheTextIsAPlaceInTheSource(_ word: String, _ inner: Range<Int>, _ part: String)
    throws
  {
    let source = SourceText("a " + word)
    guard case .word(let found) = try argument("a " + word) else { throw NoCommand() }
    #expect(source.slice(found.sourceRange(of: inner)) == part)
  }

  @Test(arguments: [
    "mysql", "", "old; remove-offer postgresql", "-x", "--force", "it's \"so\"", "a`b", "$x\\n",
    "<name>", "[name]", "a\nb", "a\u{202e}b\u{1b}[2J", "#1", "a#1", "\u{e9}t\u{e9}",
  ])
  func aPastedWordIsOneWordWithTheSameText(_ text: String) throws {
    guard case .word(let found) = try argument("a " + text.asPastedWord) else { throw NoCommand() }
    #expect(found.literalText == text)
    #expect(parse(SourceText("a " + text.asPastedWord)).diagnostics.isEmpty)
  }

  @Test func onlyWordsWithoutDynamicPartsHaveLiteralText() throws {
    for (word, text) in [
      ("a\"b\"'c'", "abc"), ("\"$x\"", nil), ("a$x", nil), ("${x}", nil), ("<x>", nil),
    ] as [(String, String?)] {
      guard case .word(let found) = try argument("a " + word) else { throw NoCommand() }
      #expect(found.literalText == text)
    }
  }

  @Test func aFlagCanBeTakenAsAWord() throws {
    for (typed, text) in [
      ("--f", "--f"), ("-f=x", "-f=x"), ("--f=\"a b\"", "--f=a b"), ("--f=", "--f="),
      ("--f=$x", nil),
    ] as [(String, String?)] {
      guard case .flag(let flag) = try argument("a " + typed) else { throw NoCommand() }
      #expect(flag.word?.literalText == text)
      #expect(flag.word?.range == 2..<(2 + typed.utf8.count))
    }
    guard case .flag(let flag) = try argument("a --f=[1]") else { throw NoCommand() }
    #expect(flag.word == nil)
    #expect(flag.spelling == "--f")
  }

  @Test func aWholeStringIsKnownAsOne() throws {
    guard case .word(let whole) = try argument("a \"x $y\""),
      case .word(let joined) = try argument("a \"x\"y")
    else { throw NoCommand() }
    #expect(whole.wholeString?.quotes == .plain)
    #expect(joined.wholeString == nil)
  }
}
