import CommandKit
import Diagnostics
import EffectGate
import Shell
import TestSupport
import Testing

/// What every command that changes something must respect, proved from the declarations: commands
/// of later families are in as soon as they are registered.
@Suite struct EffectTests {
  /// Each example line of each command that writes or destroys.
  static let lines: [(command: String, line: String, effect: Effect)] = {
    guard let shell = try? ScriptedShell() else { return [] }
    return shell.declarations.filter { $0.effect > .read && $0.group != .formats }
      .flatMap { declaration in
        declaration.examples.map { (declaration.name, $0.line, declaration.effect) }
      }
  }()

  @Test func everyWriteHasAnExample() throws {
    let shell = try ScriptedShell()
    let silent = shell.declarations.filter { $0.effect > .read && $0.examples.isEmpty }
    #expect(silent.map(\.name) == [])
    #expect(Self.lines.count >= 10)
  }

  /// Every example of every command passes the check: nothing in the help is misspelt.
  @Test func everyExampleIsSound() throws {
    let shell = try ScriptedShell()
    for declaration in shell.declarations {
      for example in declaration.examples {
        let errors = shell.check(example.line).filter { $0.severity == .error }
        #expect(errors.map(\.message) == [], "\(declaration.name): \(example.line)")
      }
    }
  }

  /// Runs a line in a process of its own, on a sandbox file nobody has used yet, and returns how it
  /// ended and whether the file holds what it held.
  private func effect(of line: String, _ options: [String]) throws -> (ProgramRun, Bool) {
    let home = TemporaryFolder()
    let path = home.file("sandbox.db")
    func run(_ arguments: [String]) throws -> ProgramRun {
      try ProgramRun(
        [BuiltProgram.path("offsh"), "--sandbox", path] + arguments,
        environment: ["HOME": home.path, "LANG": "C.UTF-8"])
    }
    #expect(try run(["sandbox", "seed"]).status == 0)
    let before = SandboxDump(path)
    #expect(before.tables.count > 5)
    let log = home.read(".local/state/offsh/audit.jsonl")
    let ended = try run(options + ["-c", line])
    #expect(home.read(".local/state/offsh/audit.jsonl") == log)
    return (ended, SandboxDump(path) == before)
  }

  @Test(arguments: lines.map(\.line)) func aDryRunChangesNothing(_ line: String) throws {
    let (run, isUnchanged) = try effect(of: line, ["--dry-run"])
    #expect(run.status != ExitCode.usage.rawValue, "\(run.errors)")
    #expect(isUnchanged, "a dry run of '\(line)' changed the sandbox")
  }

  @Test(arguments: lines.map(\.line)) func readOnlyChangesNothing(_ line: String) throws {
    let (_, isUnchanged) = try effect(of: line, ["--read-only", "--yes"])
    #expect(isUnchanged, "'\(line)' changed the sandbox in read-only mode")
  }

  /// With nobody to ask and no `--yes` a destroy ends with 6 before its first request.
  @Test(arguments: lines.filter { $0.effect == .destroy && !$0.line.contains("|") }.map(\.line))
  func aDestroyNeedsSomebodyToAsk(_ line: String) throws {
    let shell = try ScriptedShell()
    let answer = shell.enter(line)
    #expect(answer.status == ExitCode.needsConfirmation.rawValue, "\(line): \(answer.text)")
    #expect(shell.requestCount == 0)
  }
}
