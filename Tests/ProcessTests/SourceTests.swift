import Shell
import TestSupport
import Testing

/// Files that read each other with `source`: each test writes a few and runs `main.offsh`.
@Suite struct SourceTests {
  private let folder = TemporaryFolder()

  /// Runs `main.offsh` among `files`; paths are shown without the folder.
  private func check(_ files: [String: String], gives expected: String) throws {
    for (name, text) in files { folder.write(text.utf8, to: name) }
    let shell = try ScriptedShell(mode: .file)
    let answer = shell.enter(files["main.offsh"] ?? "", name: folder.file("main.offsh"))
    let parts = answer.text.split(separator: folder.path + "/", omittingEmptySubsequences: false)
    #expect(parts.joined() == expected)
  }

  @Test func oneFileNamedTwiceIsReadOnce() throws {
    try check(
      [
        "main.offsh": "source a.offsh\nsource b.offsh\nfrom-a\nfrom-b\nshared",
        "a.offsh": "source shared.offsh\ndef from-a() { shared }",
        "b.offsh": "source ./shared.offsh\ndef from-b() { shared }",
        "shared.offsh": "def shared() { \"shared\" }",
      ], gives: "shared\nshared\nshared\n")
  }

  @Test func definitionsAreKnownBeforeTheLineThatReadsThem() throws {
    try check(
      [
        "main.offsh": "use\ndef use() { helper 1 }\nsource helper.offsh",
        "helper.offsh": "def helper(n: int) { again $n }\ndef again(n: int) { $n + 1 }",
      ], gives: "2\n")
  }

  @Test func argumentsOfReadDefinitionsAreChecked() throws {
    try check(
      ["main.offsh": "source helper.offsh\nhelper x", "helper.offsh": "def helper(n: int) { $n }"],
      gives: """
        ERROR "x" is not a whole number
          at main.offsh:2:8
          helper x
                 ^
          hint: expected a whole number

        """)
  }

  @Test func twoDefinitionsOfOneNameAreRefused() throws {
    try check(
      [
        "main.offsh": "source a.offsh\nsource b.offsh", "a.offsh": "def one() { 1 }",
        "b.offsh": "def one() { 2 }",
      ],
      gives: """
        ERROR 'one' is defined twice
          at main.offsh:2:8
          source b.offsh
                 ^^^^^^^
          first defined here (a.offsh:1:5):
          def one() { 1 }
              ^^^

        """)
  }

  @Test(arguments: ["main.offsh", "./main.offsh", "x/../main.offsh"])
  func aFileDoesNotReadItself(_ name: String) throws {
    try check(
      ["main.offsh": "source \(name)"],
      gives: """
        ERROR '\(name)' reads itself
          at main.offsh:1:8
          source \(name)
                 \(String(repeating: "^", count: name.utf8.count))
          hint: put what both need into a third file

        """)
  }

  @Test func filesDoNotReadEachOtherInACircle() throws {
    try check(
      ["main.offsh": "source a.offsh", "a.offsh": "source main.offsh\ndef one() { 1 }"],
      gives: """
        ERROR 'main.offsh' reads the file that reads it
          at a.offsh:1:8
          source main.offsh
                 ^^^^^^^^^^
          hint: put what both need into a third file

        """)
  }

  @Test func aLongChainIsNoCircle() throws {
    var files = ["main.offsh": "source 1.offsh", "60.offsh": "def one() { 1 }"]
    for number in 1..<60 { files["\(number).offsh"] = "source \(number + 1).offsh" }
    try check(
      files,
      gives: """
        ERROR '51.offsh' stands behind a chain of more than 50 files, each read by the one before
          at 50.offsh:1:8
          source 51.offsh
                 ^^^^^^^^
          hint: read it from a file nearer to the first

        """)
  }

  @Test func onlyDefinitionsAreRead() throws {
    try check(
      ["main.offsh": "echo never\nsource a.offsh", "a.offsh": "deploy mysql"],
      gives: """
        ERROR a file that is read with 'source' holds only definitions
          at a.offsh:1:1
          deploy mysql
          ^^^^^^^^^^^^
          hint: put it into a def, or run the file itself

        """)
  }

  @Test func mistakesInAReadFileStopEverything() throws {
    try check(
      ["main.offsh": "echo never\nsource a.offsh", "a.offsh": "def one( { }"],
      gives: """
        ERROR `(` is never closed
          at a.offsh:1:8
          def one( { }
                 ^
          hint: close it with `)`
        ERROR expected a parameter, found `{`
          at a.offsh:1:10
          def one( { }
                   ^
          hint: write `name`, `name: type`, `--name` or `...name`

        """)
  }

  @Test func aMissingFileIsFoundBeforeAnythingRuns() throws {
    try check(
      ["main.offsh": "echo never\nsource \"nowhere/a.offsh\""],
      gives: """
        ERROR cannot read 'nowhere/a.offsh': No such file or directory
          at main.offsh:2:8
          source "nowhere/a.offsh"
                 ^^^^^^^^^^^^^^^^^

        """)
  }

  @Test func readingStandsAtTheTopLevel() throws {
    try check(
      ["main.offsh": "if true { source a.offsh }", "a.offsh": "def one() { 1 }"],
      gives: """
        ERROR 'source' stands at the top level of a file or the prompt
          at main.offsh:1:11
          if true { source a.offsh }
                    ^^^^^^
          hint: what it defines is known everywhere in the file

        """)
  }

  @Test func argumentsOfTheScriptAreKnownToTheCheck() throws {
    let shell = try ScriptedShell(mode: .file)
    #expect(shell.check("for a in $args { echo $a }").isEmpty)
    #expect(shell.check("echo $arg").count == 1)
  }
}
