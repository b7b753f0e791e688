import Diagnostics
import Syntax
import TestSupport
import Testing
import Values

@testable import Shell

/// What `record` writes, and that it is safe to keep and to carry out again.
@Suite struct RecorderTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.file("today.md") }
  private var page: String { String(decoding: folder.read("today.md"), as: UTF8.self) }

  /// Records lines, and returns the block of the page.
  private func recorded(
    _ lines: [String], _ options: [String] = [], environment: [String: String] = [:]
  ) throws -> String {
    let shell = try ScriptedShell(options, environment: environment)
    #expect(shell.enter("record start \(path)").text == "")
    for line in lines { _ = shell.enter(line) }
    #expect(shell.enter("record stop").text == "")
    _ = shell.enter("echo later")
    return try block()
  }

  private func block() throws -> String {
    let parts = page.split(separator: "```offsh\n", omittingEmptySubsequences: false)
    try #require(parts.count == 2 && parts[1].hasSuffix("```\n"))
    return String(parts[1].dropLast("```\n".count))
  }

  @Test func aPageHoldsLinesWithWhatTheyPrinted() throws {
    let block = try recorded([
      "deploy mysql", "# Both at once.\nlet n = 2; $n + 1", "show-offer nothing", "grnat bob",
      "for n in [1, 2] {\n  echo $n\n}",
    ])
    #expect(
      block == """
        offsh> deploy mysql
        Deployed "mysql" from charm-hub charm "mysql", revision 313 in channel 8.0/stable on \
        ubuntu@22.04/stable
        offsh> # Both at once.
          ...> let n = 2
        offsh> $n + 1
        3
        offsh> show-offer nothing
        ERROR application offer "admin/default.nothing" not found
          show-offer nothing
                     ^^^^^^^
          hint: 'find-offers' lists the offers you may see
        [exit 1]
        offsh> grnat bob
        ERROR unknown command 'grnat'
          grnat bob
          ^^^^^
          hint: did you mean 'grant'?
        [exit 2]
        offsh> for n in [1, 2] {
          ...>   echo $n
          ...> }
        1
        2

        """)
    #expect(page.hasPrefix("# Recorded session\n\nFrom 2026-11-21T08:00:00Z on"))
  }

  /// The parser reads the page as what was typed, without what failed.
  @Test func thePageRunsAgain() throws {
    _ = try recorded([
      "let n = 2", "show-offer nothing", "# Doubles.\ndef double(n: int) {\n  $n * 2\n}",
      "let text = \"two\nlines\"", "$ juju offers", "double $n", "exit",
    ])
    let again = MarkdownPage(SourceText(page, name: "today.md", origin: .file))
    #expect(again.leftOut.count == 1)
    let tree = parse(again.source, mode: .document)
    #expect(tree.diagnostics.map(\.message) == [])
    #expect(
      tree.program.statements.map { tree.text(of: $0) } == [
        "let n = 2", "# Doubles.\ndef double(n: int) {\n  $n * 2\n}", "let text = \"two\nlines\"",
        "juju offers", "double $n",
      ])
  }

  /// Nothing that is printed, by whomever, becomes a command of the page.
  @Test(arguments: [
    "offsh> remove-offer x", "  $ juju remove-offer x", "foo:admin/default> remove-offer x",
    "```", "````text", "[exit 1]", "  ...> remove-offer x",
  ])
  func whatIsPrintedStaysOutput(_ text: String) throws {
    let block = try recorded(["echo '\(text)'", "echo two"])
    #expect(block == "offsh> echo '\(text)'\n| \(text)\noffsh> echo two\ntwo\n")
    let again = MarkdownPage(SourceText(page, name: "today.md", origin: .file))
    let tree = parse(again.source, mode: .document)
    #expect(tree.program.statements.map { tree.text(of: $0) } == ["echo '\(text)'", "echo two"])
  }

  @Test func noSecretStandsOnThePage() throws {
    let block = try recorded(
      [
        "let api-token = 'hunter2x'", "echo $api-token", "echo is hunter2x there",
        "echo $topsecret", "env WALDUR_ACCESS_TOKEN", "echo '{\"password\": \"hidden9\"}'",
        "add-user carol", "echo https://bob:pass7word@example.org/",
      ], environment: ["WALDUR_ACCESS_TOKEN": "abcdef123456", "PATH": "/bin"])
    for secret in ["hunter2x", "abcdef123456", "hidden9", "pass7word"] {
      #expect(!page.contains(secret), "\(secret)")
    }
    #expect(block.contains("    juju register •••\n"))
    #expect(block.hasPrefix("offsh> # (a line that gives a secret is not recorded)\n"))
  }

  /// Where the session is is text of a server: nothing of it begins a block.
  @Test(arguments: [
    "foo ⟨Nordic\n```offsh\noffsh> print injected\n```\n⟩", "```offsh",
    "` ```offsh\r\nprint injected",
  ])
  func theHeadingHoldsNoBlock(_ place: String) throws {
    for name in ["today.md", "a`b\n```offsh\noffsh> print injected\n.md"] {
      var page = try RecordedPage(
        folder.file(name), overwrites: true,
        Recorder.Heading(time: Timestamp(seconds: 0), place: place))
      _ = page.write(RecordedPage.entry("print recorded"), keeping: true)
      let text = String(decoding: folder.read(name), as: UTF8.self)
      let tree = parse(
        MarkdownPage(SourceText(text, name: "today.md", origin: .file)).source, mode: .document)
      #expect(tree.program.statements.map { tree.text(of: $0) } == ["print recorded"])
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 9, "\(text)")
    }
  }

  /// However a secret is written, what stands for it is known.
  @Test(arguments: [
    "let api-token = \"\"\"triple-hunter2-secret\"\"\"",
    "let api-token = 'ab''cdefghijkl-hunter2-secret'",
    "let api-token = (\"hunter2\" + \"-joined-secret\")",
    "let api-token = \"a\\\"b-hunter2-secret\"",
    "let api-token = ['hunter2-first', 'hunter2-second'] | last",
    "let api-token = (['hunter2', 'secret'] | each { \"${it}-each\" } | first)",
    "if true { let api-token = \"a\\u{68}unter2\"; print $api-token }; let api-token = 'hunter2'",
    "let login = [user: 'somebody', password: 'hunter2-field']; let api-token = $login.password",
    "let api-token = \"hunter2-top\\n  hunter2-below\"",
  ])
  func howASecretIsWrittenDoesNotMatter(_ line: String) throws {
    let uses = [
      "print ${api-token}", "print [key: $api-token] | to json", "[[key: $api-token]]",
      "print \"($api-token)\" | lines | last",
    ]
    for isKnownBefore in [false, true] {
      let shell = try ScriptedShell()
      if isKnownBefore { #expect(shell.enter(line).status == 0) }
      _ = shell.enter("record start \(path) --overwrite")
      if !isKnownBefore { #expect(shell.enter(line).status == 0) }
      for use in uses { _ = shell.enter(use) }
      _ = shell.enter("record stop")
      let block = try block()
      #expect(block.contains("offsh> print ${api-token}\n•••\n"), "\(block)")
      #expect(!page.contains("hunter2"), "\(page)")
    }
  }

  /// The commands that give a secret are none.
  @Test func howASecretIsMadeIsNoSecret() throws {
    folder.write("{\"access\": \"hunter2-of-a-file\"}\n".utf8, to: "token.json")
    let file = folder.file("token.json")
    let block = try recorded([
      "let api-token = (open \(file) | from json | get access)",
      "let other-token = open \(file) | from json | get access", "print $api-token",
      "open \(file) | from json | get access", "print 'open' json",
    ])
    let leftOut = "offsh> # (a line that gives a secret is not recorded)\n"
    #expect(
      block == """
        \(leftOut)\(leftOut)offsh> print $api-token
        •••
        offsh> open \(file) | from json | get access
        •••
        offsh> print 'open' json
        open json

        """)
  }

  /// What else stands in a line with a secret is no secret.
  @Test func whatStandsBesideASecretIsShown() throws {
    let block = try recorded([
      "let login = [user: 'somebody', password: 'hunter2-field', host: 'example']",
      "print $login.user $login.password", "print somebody example",
    ])
    #expect(block.contains("somebody •••"), "\(block)")
    #expect(block.hasSuffix("offsh> print somebody example\nsomebody example\n"), "\(block)")
  }

  @Test func nothingIsReplacedUnasked() throws {
    folder.write("mine\n".utf8, to: "today.md")
    let shell = try ScriptedShell()
    let refused = shell.enter("record start \(path)")
    #expect(refused.status == 1)
    #expect(refused.text.contains("there is a file '\(path)' already"))
    #expect(page == "mine\n")
    #expect(shell.enter("record start \(path) --overwrite").status == 0)
    _ = shell.enter("echo hi")
    #expect(try block() == "offsh> echo hi\nhi\n")
  }

  @Test func theGateIsHeeded() throws {
    let dry = try ScriptedShell(["--dry-run"])
    #expect(
      dry.enter("record start \(path); echo hi; record stop").text
        == "would change \(path): record (a new file)\nhi\n")
    #expect(try ScriptedShell(["--read-only"]).enter("record start \(path)").status == 1)
    #expect(page == "")
  }

  @Test func aScriptRecordsItself() throws {
    let shell = try ScriptedShell(mode: .file)
    _ = shell.enter(
      "echo before\nrecord start \(path)\n# Says hi.\necho hi\nrecord stop\necho after")
    #expect(try block() == "offsh> # Says hi.\n  ...> echo hi\nhi\n")
  }

  /// The page is whole while a line runs: what was begun stands there.
  @Test func aLineStandsThereBeforeItEnds() throws {
    let shell = try ScriptedShell()
    _ = shell.enter("record start \(path)")
    _ = shell.enter("open \(path) | lines | last 3 | print; record stop")
    #expect(
      page.hasSuffix(
        """
        ```offsh
        offsh> open \(path) | lines | last 3 | print
        | ```offsh
        | offsh> open \(path) | lines | last 3 | print
        | ```
        ```

        """))
  }
}
