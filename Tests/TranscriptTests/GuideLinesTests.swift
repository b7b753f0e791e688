import Diagnostics
import Sandbox
import Shell
import TestSupport
import Testing

/// A stretch of a guide: lines as they stand there, on a sandbox prepared for them.
struct GuideScene: Sendable, CustomTestStringConvertible {
  let name: String
  /// In their order; `isPreparation` for those that are ours.
  let lines: [(text: String, isPreparation: Bool)]

  var testDescription: String { name }

  static let all: [GuideScene] = {
    let path = Repository.root + "/Tests/Fixtures/guides/manage-offers.scenes"
    let parts = (Repository.text(of: path) ?? "").split(separator: "\n## ").dropFirst()
    return parts.map { part in
      let lines = part.split(separator: "\n").map(String.init)
      return GuideScene(
        name: lines[0].replacing(" ##", with: ""),
        lines: lines.dropFirst().map { line in
          line.hasPrefix("= ")
            ? (text: String(line.dropFirst(2)), isPreparation: true)
            : (text: line, isPreparation: false)
        })
    }
  }()

  /// Lines that only show how lines are built.
  static let synopsis = all.filter { $0.name == "synopsis" }.flatMap { $0.lines.map(\.text) }
}

/// What people copy out of the guides runs as it stands.
@Suite struct GuideLinesTests {
  @Test(arguments: GuideScene.all.filter { $0.name != "synopsis" })
  func runsAsItStands(_ scene: GuideScene) throws {
    let folder = TemporaryFolder()
    let sandbox = try Sandbox(store: .file(folder.path + "/sandbox.db"))
    try sandbox.addController(named: "ian", version: "3.6.8")
    let shell = try ScriptedShell(["--yes", "--sandbox", folder.path + "/sandbox.db"])
    for line in scene.lines {
      let answer = shell.enter(line.text)
      #expect(answer.status == 0, "\(line.text)\n\(answer.text)")
    }
  }

  @Test(arguments: GuideScene.synopsis) func asksForWhatStandsForSomethingElse(_ line: String)
    throws
  {
    let shell = try ScriptedShell(["--yes"], mode: .file)
    let answer = shell.enter(line)
    #expect(answer.status == ExitCode.usage.rawValue)
    #expect(shell.provoked.contains("syntax.placeholder"), "\(answer.text)")
  }

  @Test func aVariableOfAnotherShellMustBeSetFirst() throws {
    let line = "juju exec --unit $UNIT_FOR_APP1 -- relation-ids endpoint"
    #expect(GuideScene.all.contains { $0.lines.contains { $0.text == line } })
    let shell = try ScriptedShell(mode: .file)
    #expect(shell.enter(line).status == ExitCode.usage.rawValue)
    #expect(shell.provoked == ["check.undefined-variable"])
  }

  @Test func allLinesOfTheGuideAreThere() {
    let lines = GuideScene.all.flatMap { $0.lines.filter { !$0.isPreparation } }
    #expect(lines.filter { $0.text.contains("juju ") }.count == 61)
  }
}
