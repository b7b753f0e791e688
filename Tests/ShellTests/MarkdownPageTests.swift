import Diagnostics
import Syntax
import Testing

@testable import Shell

/// Which lines of a page of Markdown are run.
@Suite struct MarkdownPageTests {
  private func check(_ page: String, runs lines: [String]) {
    let page = MarkdownPage(SourceText(page, name: "page.md", origin: .file))
    let tree = parse(page.source, mode: .document)
    #expect(tree.diagnostics.map(\.message) == [])
    #expect(tree.program.statements.map { tree.text(of: $0) } == lines)
  }

  @Test(arguments: [
    "```not a fence``` inline", "    ```", "\t```", "``` `", "text ```", "``", "> quoted ```",
    "~~", "    ~~~",
  ])
  func whatIsNoFenceOpensNone(_ line: String) {
    check("\(line)\n\n```offsh\necho hi\n```\n", runs: ["echo hi"])
  }

  @Test func aFenceEndsWithOneOfItsKindThatIsAsLong() {
    check("````offsh\noffsh> echo hi\n```\n````\noffsh> echo no\n", runs: ["echo hi"])
    check("~~~\n```offsh\necho no\n```\n~~~\n", runs: [])
    check("```text\n```offsh\necho no\n```\n", runs: [])
    check("```offsh\necho hi\n```  \necho no\n", runs: ["echo hi"])
    check("   ```offsh\n   echo hi\n  ```\necho no\n", runs: ["echo hi"])
    check("~~~ offsh\necho hi\n~~~~\necho no\n", runs: ["echo hi"])
  }

  @Test func aBlockMayStandInAList() {
    check(
      "1. First\n\n   ```offsh\n   echo one\n   ```\n\n10. Tenth\n\n    ```offsh\n    echo two\n    ```\n",
      runs: ["echo one", "echo two"])
    check(
      "- Outer\n  - Inner\n\n      ```offsh\n      echo one\n      ```\n\nText\n\n    ```offsh\n    echo no\n",
      runs: ["echo one"])
  }

  @Test func linesMayEndAsOnWindows() {
    check("# Title\r\n\r\n```offsh\r\necho hi\r\n```\r\n\r\necho no\r\n", runs: ["echo hi"])
  }
}
