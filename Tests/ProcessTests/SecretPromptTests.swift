import Glibc
import TestSupport
import Testing

/// A password or a token that is asked for is never seen again: not on the terminal, in the history,
/// in the log of writes or in a trace of the requests.
@Suite struct SecretPromptTests {
  private let home = TemporaryFolder()

  /// A prompt at a served sandbox, with requests and answers shown.
  private func start(_ variables: [String: String]) throws -> PseudoTerminal {
    let own = [
      "HOME": home.path, "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
    ]
    return try PseudoTerminal(
      [BuiltProgram.path("offsh"), "--debug"], environment: own.merging(variables) { $1 },
      rows: 60, columns: 200)
  }

  private func shows(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    terminal.wait { $0.screen.text(markingCursor: false).contains(text) }
  }

  /// Waits until the prompt stands on the last row and nothing behind it.
  private func isReady(_ terminal: PseudoTerminal) -> Bool {
    terminal.wait { terminal in
      let rows = terminal.screen.text(markingCursor: false).split(separator: "\n")
      guard let last = rows.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
      return last.hasPrefix("foo") && last.hasSuffix(">")
    }
  }

  /// Takes the passwords out of the client's accounts, or puts another in their place; returns that
  /// of `foo`.
  private func forgetPasswords(other: String? = nil) throws -> String {
    let path = "serve/juju/accounts.yaml"
    let lines = String(decoding: home.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let (mark, key) = (try #require(lines.firstIndex(of: "  foo:")), "    password: ")
    let password = try #require(lines[mark...].first { $0.hasPrefix(key) }).dropFirst(key.count)
    home.write(
      lines.compactMap { line in
        line.hasPrefix(key) ? other.map { key + $0 } : String(line)
      }.joined(separator: "\n").utf8, to: path)
    return String(password)
  }

  /// Nothing that was shown or kept holds a secret.
  private func isNowhere(_ secret: String, _ terminal: PseudoTerminal) -> Bool {
    let kept = [".local/state/offsh/history", ".local/state/offsh/audit.jsonl"]
      .map { String(decoding: home.read($0), as: UTF8.self) }
    return ([String(decoding: terminal.output, as: UTF8.self)] + kept)
      .allSatisfy { !$0.contains(secret) }
  }

  @Test func aPasswordThatLogsInIsNeverSeen() throws {
    let served = try ServedSandbox(home: home)
    let password = try forgetPasswords()
    let terminal = try start(served.variables)
    #expect(isReady(terminal))
    terminal.type("login -u admin\r")
    #expect(shows(terminal, "please enter password for admin on foo:"))
    terminal.type("\(password)\r")
    #expect(shows(terminal, "Welcome, admin. You are now logged into \"foo\"."))
    #expect(isReady(terminal))
    // The password is known from now on, also for a connection of its own to a model.
    terminal.type("offer postgresql:db extra; offers | count\r")
    #expect(shows(terminal, "\n2\n"), "\(terminal)")
    terminal.type("logout\r")
    #expect(shows(terminal, "Logged out."))
    #expect(isReady(terminal))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
    #expect(
      String(decoding: home.read(".local/state/offsh/history"), as: UTF8.self)
        .contains("login -u admin"))
    #expect(!home.read(".local/state/offsh/audit.jsonl").isEmpty)
    #expect(isNowhere(password, terminal))
    #expect(
      !String(decoding: home.read("serve/juju/accounts.yaml"), as: UTF8.self)
        .contains(password))
  }

  /// It may have been changed elsewhere: the way in is to be asked for the new one.
  @Test func aKeptPasswordThatIsRefusedIsAskedForAnew() throws {
    let served = try ServedSandbox(home: home)
    let password = try forgetPasswords(other: "stale-sesame")
    let terminal = try start(served.variables)
    #expect(isReady(terminal))
    terminal.type("login -u admin\r")
    #expect(shows(terminal, "the password kept for admin is refused"))
    #expect(shows(terminal, "please enter password for admin on foo:"))
    terminal.type("\(password)\r")
    #expect(shows(terminal, "Welcome, admin. You are now logged into \"foo\"."))
    #expect(isReady(terminal))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
    #expect(isNowhere(password, terminal))
  }

  @Test func aWrongPasswordIsToldAndNeverSeen() throws {
    let served = try ServedSandbox(home: home)
    let password = try forgetPasswords()
    let terminal = try start(served.variables)
    #expect(isReady(terminal))
    terminal.type("login -u admin\r")
    #expect(shows(terminal, "please enter password"))
    terminal.type("open-sesame\r")
    #expect(shows(terminal, "ERROR invalid entity name or password"))
    #expect(isReady(terminal))
    // What needs a login asks, and Ctrl-C is no password.
    terminal.type("offers\r")
    #expect(shows(terminal, "please enter password"))
    terminal.type("\u{3}")
    #expect(shows(terminal, "ERROR interrupted"))
    #expect(isReady(terminal))
    terminal.type("offers | get name\r")
    #expect(shows(terminal, "please enter password"))
    terminal.type("\(password)\r")
    #expect(shows(terminal, "\npostgresql\n"), "\(terminal)")
    #expect(isReady(terminal))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
    #expect(isNowhere("open-sesame", terminal))
    #expect(isNowhere(password, terminal))
  }

  /// Waldur: the read that was refused is made again with the token that was typed.
  @Test func aTokenThatIsAskedForIsNeverSeen() throws {
    let served = try ServedSandbox(home: home)
    let token = try #require(served.variables["WALDUR_ACCESS_TOKEN"])
    var variables = served.variables
    variables["WALDUR_ACCESS_TOKEN"] = "worn-out-0123456789"
    let terminal = try start(variables)
    #expect(isReady(terminal))
    terminal.type("users --me | get username\r")
    #expect(shows(terminal, "does not accept the token any more; please enter a new one:"))
    terminal.type("\u{3}")
    #expect(shows(terminal, "ERROR interrupted"))
    #expect(isReady(terminal))
    terminal.type("users --me | get username\r")
    #expect(shows(terminal, "please enter a new one:"))
    terminal.type("\(token)\r")
    #expect(shows(terminal, "\npaula\n"), "\(terminal)")
    #expect(isReady(terminal))
    // The new one is kept for this session.
    terminal.type("orders | count\r")
    #expect(isReady(terminal))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
    #expect(isNowhere(token, terminal))
    #expect(isNowhere("worn-out-0123456789", terminal))
  }
}
