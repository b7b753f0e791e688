import Glibc
import Shell
import TestSupport
import Testing

/// A profile's token-command: a program that may take its time, and what ends it.
@Suite struct TokenCommandTests {
  private let folder = TemporaryFolder()

  /// A shell whose profile has such a command; the server is never reached.
  private func shell(_ command: String, arguments: [String] = []) throws -> ScriptedShell {
    mkdir(folder.file("offsh"), 0o700)
    folder.write(
      "waldur: {lab: {url: 'http://127.0.0.1:1/', token-command: '\(command)'}}\n".utf8,
      to: "offsh/config.yaml")
    return try ScriptedShell(
      arguments, environment: ["XDG_CONFIG_HOME": folder.path], isOnSandbox: false)
  }

  private static let line = "users --me | get username"

  /// Ctrl-C that only offsh hears of.
  @Test func ctrlCEndsTheCommandAndAllThatCameFromIt() throws {
    let (first, second) = (folder.file("first"), folder.file("second"))
    let shell = try shell(
      "echo $$ > \(first); (sh -c \"echo \\$\\$ > \(second); exec sleep 600\"); echo abc")
    let later = Later {
      // Not before both are there.
      if !folder.read("second").isEmpty { shell.interrupt() }
    }
    let answer = shell.enter(Self.line)
    later.end()
    #expect(answer.status == 130)
    #expect(answer.text.contains("ERROR interrupted"), "\(answer.text)")
    for name in ["first", "second"] {
      let text = String(decoding: folder.read(name), as: UTF8.self).filter(\.isNumber)
      let process = try #require(pid_t(text))
      // Whoever has ended may wait for somebody to ask how.
      let state = Repository.text(of: "/proc/\(process)/stat")?.split(separator: " ").dropFirst(2)
      #expect(state?.first == nil || state?.first == "Z", "\(name): \(text)")
    }
  }

  /// At a terminal the command hears of Ctrl-C before offsh does.
  @Test(arguments: ["kill -INT $$", "exit 130"])
  func aCommandThatCtrlCEndedIsNoFailure(command: String) throws {
    let answer = try shell(command).enter(Self.line)
    #expect(answer.status == 130)
    #expect(answer.text.contains("ERROR interrupted"), "\(answer.text)")
  }

  @Test func theTimeLimitHoldsForItToo() throws {
    let answer = try shell("exec sleep 600", arguments: ["--timeout", "200ms"]).enter(Self.line)
    #expect(answer.text.contains("token-command did not end within"), "\(answer.text)")
    #expect(answer.status == 1)
  }

  @Test(arguments: ["echo abc; exit 3", "true", "no-such-program-here", "echo"])
  func aCommandWithoutTokenIsTold(command: String) throws {
    let answer = try shell(command).enter(Self.line)
    #expect(answer.text.contains("the profile's token-command gave no token"), "\(answer.text)")
    #expect(answer.status == 1)
  }

  /// An agent that a password store starts may keep standard output.
  @Test func whatTheCommandLeavesRunningIsNotWaitedFor() throws {
    let answer = try shell("sleep 5 & echo abc; exec >/dev/null").enter(Self.line)
    #expect(answer.text.contains("has no network"), "\(answer.text)")
  }

  @Test(arguments: [#"hush\001hush"#, "hush hush", #"h\303\274sh"#])
  func whatIsNoTokenIsNotShown(text: String) throws {
    let answer = try shell("printf \"\(text)\"").enter(Self.line)
    #expect(
      answer.text.contains("what the token-command printed is no token"), "\(answer.text)")
    #expect(!answer.text.contains("sh\u{1}") && !answer.text.contains("hush"))
    #expect(answer.status == 1)
  }
}
