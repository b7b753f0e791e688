import Shell
import TestSupport
import Testing

/// The scripts in `examples/` run on a fresh sandbox, as files and typed line by line.
@Suite struct ExampleTests {
  static let files = Repository.files(under: "examples", ending: ".offsh")

  @Test(arguments: files) func runsAsAFile(_ path: String) throws {
    let text = try #require(Repository.text(of: path))
    let answer = try ScriptedShell(["--yes"], mode: .file).enter(text)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test(arguments: files) func doesTheSameTypedLineByLine(_ path: String) throws {
    let text = try #require(Repository.text(of: path))
    let asFile = try ScriptedShell(["--yes"], mode: .file).enter(text)
    let prompt = try ScriptedShell(["--yes"])
    var typed = ""
    for entry in ScriptedShell.entries(of: text) { typed += prompt.enter(entry).text }
    #expect(typed == asFile.text)
  }
}
