import CommandKit
import Diagnostics
import EffectGate
import Glibc
import Shell
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

  @Test(arguments: lines.map(\.line)) func aDryRunChangesNothing(_ line: String) throws {
    let path = "/tmp/offsh-effects-\(getpid())-\(line.hashValue.magnitude).db"
    defer { for ending in ["", "-wal", "-shm"] { unlink(path + ending) } }
    let shell = try ScriptedShell(["--sandbox", path, "--dry-run"])
    #expect(shell.enter("find-offers").status == 0)
    let before = SandboxDump(path)
    #expect(before.tables.count > 5)
    let answer = shell.enter(line)
    #expect(answer.status != ExitCode.usage.rawValue, "\(answer.text)")
    let isUnchanged = SandboxDump(path) == before
    #expect(isUnchanged, "a dry run of '\(line)' changed the sandbox")
  }

  @Test(arguments: lines.map(\.line)) func readOnlyChangesNothing(_ line: String) throws {
    let path = "/tmp/offsh-effects-ro-\(getpid())-\(line.hashValue.magnitude).db"
    defer { for ending in ["", "-wal", "-shm"] { unlink(path + ending) } }
    let shell = try ScriptedShell(["--sandbox", path, "--read-only", "--yes"])
    #expect(shell.enter("find-offers").status == 0)
    let before = SandboxDump(path)
    #expect(before.tables.count > 5)
    _ = shell.enter(line)
    let isUnchanged = SandboxDump(path) == before
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
