import Diagnostics
import Syntax
import Testing

struct SyntaxDiagnosticTests {
  /// One text for each id; what else it provokes does not matter.
  private static let provocations: [DiagnosticID: String] = [
    SyntaxDiagnostic.expected: "let", SyntaxDiagnostic.unexpected: "5 6",
    SyntaxDiagnostic.unclosed: "(a",
    SyntaxDiagnostic.strayCloser: "a )", SyntaxDiagnostic.expressionStage: "a | .b",
    SyntaxDiagnostic.leadingPipe: "| a",
    SyntaxDiagnostic.clauseOnOwnLine: "else { }", SyntaxDiagnostic.keywordPlace: "a | let x",
    SyntaxDiagnostic.bareName: "where a",
    SyntaxDiagnostic.ambiguousPath: "\"$x.y\"", SyntaxDiagnostic.escape: "\"\\q\"",
    SyntaxDiagnostic.number: "[10.0.0.1]",
    SyntaxDiagnostic.numberTooLarge: "[99999999999999999999]", SyntaxDiagnostic.duration: "[5min]",
    SyntaxDiagnostic.variableName: "a $5",
    SyntaxDiagnostic.missingBlank: "a b(c)", SyntaxDiagnostic.otherShell: "a || b",
    SyntaxDiagnostic.reserved: "^ls",
    SyntaxDiagnostic.placeholder: "a <b>", SyntaxDiagnostic.comparisonChain: "1 < 2 < 3",
    SyntaxDiagnostic.assignment: "where .a = 3",
    SyntaxDiagnostic.pattern: "match $x { a => { } }", SyntaxDiagnostic.parameter: "def a(b c) { }",
    SyntaxDiagnostic.sourcePath: "source $x",
    SyntaxDiagnostic.commandName: "a$x", SyntaxDiagnostic.pathOnValue: "(a).b",
    SyntaxDiagnostic.tooDeep: String(repeating: "[", count: 300),
    SyntaxDiagnostic.character: "a \u{1b}",
  ]

  @Test(arguments: SyntaxDiagnostic.all.map(\.name))
  func everyDiagnosticCanBeProvoked(_ name: String) throws {
    let provocation = try #require(Self.provocations.first { $0.key.name == name })
    #expect(parse(SourceText(provocation.value)).diagnostics.map(\.id.name).contains(name))
  }

  @Test func namesAreUnique() {
    #expect(Set(SyntaxDiagnostic.all.map(\.name)).count == SyntaxDiagnostic.all.count)
  }

  /// What a person types wrongly, and what the message and the hint say to that.
  @Test(arguments: [
    (
      "echo \"$x.y\"\n", "`$x.y` in a string could mean two things",
      "`${x.y}` is the field, `${x}.y` the variable and then text"
    ),
    ("foo\n| bar\n", "a line cannot begin with `|`", "end the line above with `|` instead"),
    (
      "orders | .cost\n", "expected a command after `|`, found `.cost`",
      "to take the field out of each record write `get cost`; to compute, `each { … }`"
    ),
    ("a > out.txt\n", "offsh has no `>`", "write a file with `… | save out.txt`"),
    ("a < in.txt\n", "offsh has no `<`", "read a file with `open in.txt | …`"),
    (
      "a `b c`\n", "offsh has no back-ticks",
      "put the command in parentheses: `(b c)`, or `${(b c)}` inside a word"
    ),
    (
      "a | grep mysql\n", "offsh has no `grep`: its pipes carry values, not lines",
      "keep the records you want: `where .name =~ 'mysql'`"
    ),
    (
      "a | head -n 5\n", "offsh has no `head`: its pipes carry values, not lines", "write `first 5`"
    ),
    (
      "for o in orders --all { }\n", "expected a value, found the bare name `orders`",
      "a command stands in parentheses: `(orders --all)`"
    ),
    (
      "let $x = 3\n", "expected a name after `let`, found `$x`",
      "a name is declared without `$`: `let x`"
    ),
    ("set x += 1\n", "expected `=`, found `+=`", "write `set x = $x + …`"),
    (
      "where .name = 3\n", "`=` does not compare",
      "to compare write `==`; to give a variable a value, `set name = …`"
    ),
    ("if $a && $b { }\n", "expected the block of `if`, found `&&`", "in a condition write `and`"),
    ("x=5\n", "`x=5` is no command", "to give a variable a value write `let x = '5'`"),
    ("a <offer name>\n", "`<offer name>` is a placeholder", "put the real offer name in its place"),
    (
      "a [--force]\n", "`[--force]` is a placeholder",
      "write `--force` without the brackets, or take it away"
    ),
    ("let x =", "expected a value after `=`, but nothing follows", ""),
  ])
  func messagesSayWhatToDo(_ source: String, _ message: String, _ hint: String) throws {
    let diagnostic = try #require(parse(SourceText(source)).diagnostics.first)
    #expect(diagnostic.message == message)
    #expect(diagnostic.hint ?? "" == hint)
  }

  @Test func whereABracketWasOpenedIsLabelled() throws {
    let diagnostic = try #require(parse(SourceText("$x[0 1]\n")).diagnostics.first)
    #expect(diagnostic.labels.map(\.span.text) == ["["])
  }
}
