import Diagnostics
import Glibc
import Shell
import TestSupport
import Testing

/// The process dies at any moment while it writes to the sandbox: every acknowledged write is
/// there afterwards, and no half one.
@Suite struct KillTests {
  private let folder = "/tmp/offsh-kill-\(getpid())"

  @Test func keepsWhatItAcknowledged() throws {
    let program = BuiltProgram.path("offsh")
    mkdir(folder, 0o700)
    let sandbox = folder + "/sandbox.db"
    defer { for name in ["", "-wal", "-shm"] { unlink(sandbox + name) } }
    // Filling a fresh sandbox is one transaction, and takes longer than a process lives here.
    #expect(try ScriptedShell(["--sandbox", sandbox]).enter("offers").status == 0)
    var random = SystemRandomNumberGenerator()
    var acknowledged: [String] = []
    // Making the file takes longer than some rounds last.
    _ = try ScriptedShell(["--sandbox", sandbox]).enter("offers")
    for round in 0..<100 {
      acknowledged += run(
        program, sandbox, round, killAfter: UInt32.random(in: 0...60_000, using: &random))
    }
    #expect(acknowledged.count > 50, "too few writes were acknowledged to prove anything")
    let shell = try ScriptedShell(["--sandbox", sandbox])
    let answer = shell.enter(
      "offers | each { |o| \"${o.name} ${($o.endpoints | length)} ${($o.users | length)}\" }")
    #expect(answer.status == 0, "\(answer.text)")
    let found = answer.output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    let whole = found.filter { $0[1] == "1" && Int($0[2]).map { $0 >= 2 } == true }
    #expect(found.count == whole.count, "an offer without its endpoint or its users is a half one")
    let names = Set(found.map { $0[0] })
    #expect(acknowledged.filter { !names.contains($0) } == [])
  }

  /// Runs a script that makes offers, ends it without warning, and returns the offers it reported.
  private func run(
    _ program: String, _ sandbox: String, _ round: Int, killAfter microseconds: UInt32
  ) -> [String] {
    let report = folder + "/report-\(round)"
    defer { unlink(report) }
    let code = "for n in (range 500) { offer postgresql:db o\(round)x$n; }"
      .replacing("$n", with: "${n}x")
    guard let process = spawn(program, ["--sandbox", sandbox, "-c", code], errors: report) else {
      return []
    }
    usleep(40_000 + microseconds)
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    // Application "postgresql" endpoints [db] available at "admin/default.NAME"
    return (Repository.text(of: report) ?? "").split(separator: "\n").compactMap { line in
      guard line.hasSuffix("\""), let dot = line.lastIndex(of: ".") else { return nil }
      return String(line[line.index(after: dot)...].dropLast())
    }
  }

  private func spawn(_ program: String, _ arguments: [String], errors: String) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    return posix_spawn(&process, program, &actions, nil, &words, environ) == 0 ? process : nil
  }
}
