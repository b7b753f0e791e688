import CommandKit
import CoreCommands
import Glibc
import Shell
import TestSupport
import Testing

/// The reference and the manual page in `docs/` are what the declarations give. With
/// `OFFSH_UPDATE_TRANSCRIPTS` set they are rewritten (`scripts/docs`).
@Suite struct ReferenceTests {
  @Test func isWhatTheDeclarationsGive() throws {
    let commands = try ScriptedShell().declarations
    try compare(
      ReferenceText.markdown(commands, topics: Topics.all), "docs/commands.md")
    try compare(
      ManualPage.text(
        program: ScriptedShell.programDeclaration, commands: commands, topics: Topics.all,
        version: Application.version, date: "2026-11-21"), "docs/offsh.1")
  }

  private func compare(_ text: String, _ name: String) throws {
    let path = Repository.root + "/" + name
    if getenv("OFFSH_UPDATE_TRANSCRIPTS") != nil {
      #expect(Repository.write(text, to: path))
    } else {
      let isCurrent = Repository.text(of: path) == text
      #expect(isCurrent, "\(name) is not what the declarations give: run scripts/docs")
    }
  }
}
