// A token that a program prints. The program shares the terminal, for it may have to ask somebody for
// a password; Ctrl-C there reaches both.

import CommandKit
import Diagnostics
import Glibc
import Values
import WaldurClient

/// A token that a program prints, such as that of a password store.
struct TokenOfCommand: TokenSource {
  let command: String
  let environment: [String: String]

  func token(_ wait: TokenWait) throws(Diagnostic) -> AccessToken {
    let deadline = wait.patience.map { ContinuousClock.now + $0 }
    guard var program = RunningCommand(command, environment) else { throw failure }
    while !program.hasEnded {
      do throws(Diagnostic) {
        try wait.checkInterruption()
        if let deadline, .now >= deadline { throw Self.tooLate(wait.patience) }
      } catch {
        program.stop()
        throw error
      }
      program.advance()
    }
    // The key reaches the program first, and may end it before anybody here has heard of it.
    if program.wasInterrupted { throw .interruption }
    try wait.checkInterruption()
    let text = String(decoding: program.output, as: UTF8.self)
    guard program.status == 0,
      let token = try AccessToken.read(text, in: "what the token-command printed")
    else { throw failure }
    return token
  }

  private var failure: Diagnostic {
    Diagnostic(
      WaldurDiagnostic.badProfile, "the profile's token-command gave no token",
      hint: "it must print the token, and nothing else, and end with success")
  }

  private static func tooLate(_ patience: Duration?) -> Diagnostic {
    let limit = patience.map { " within \($0)" } ?? ""
    return Diagnostic(
      WaldurDiagnostic.badProfile, "the profile's token-command did not end\(limit)",
      hint: "'offsh --timeout 5m' waits longer")
  }
}

/// A line for the system's shell that runs beside this one, and what it has printed.
private struct RunningCommand {
  private(set) var output: [UInt8] = []
  private(set) var hasEnded = false
  /// As `waitpid` gives it.
  private var ending: Int32 = 0
  private let process: pid_t
  private let pipe: Int32
  private var isDrained = false

  /// Starts it; nil where that cannot be done.
  init?(_ line: String, _ environment: [String: String]) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals are the main thread's here; the program gets them as any other does.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    let variables = environment.map { "\($0)=\($1)" }
    let code = Self.withCStrings(["sh", "-c", line]) { words in
      Self.withCStrings(variables) {
        posix_spawn(&process, "/bin/sh", &actions, &attributes, words, $0)
      }
    }
    guard code == 0 else {
      close(ends[0])
      return nil
    }
    (self.process, pipe) = (process, ends[0])
    _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
  }

  /// The status it ended with; 128 and the signal where one ended it.
  var status: Int32 { ending & 0x7F == 0 ? ending >> 8 & 0xFF : 128 + ending & 0x7F }

  var wasInterrupted: Bool { status == 128 + SIGINT }

  /// Waits a moment for what it prints or for its end. What it leaves running does not count.
  mutating func advance() {
    let isOver = waitpid(process, &ending, WNOHANG) != 0
    if isDrained {
      usleep(10_000)
    } else {
      var look = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      if poll(&look, 1, isOver ? 0 : 20) > 0 { drain() }
    }
    if isOver { end() }
  }

  /// Ends it and what it has started.
  mutating func stop() {
    let family = Self.family(of: process)
    for member in family { kill(member, SIGTERM) }
    for _ in 0..<50 {
      if waitpid(process, &ending, WNOHANG) != 0 { return end() }
      usleep(10_000)
    }
    for member in family { kill(member, SIGKILL) }
    while waitpid(process, &ending, 0) < 0, errno == EINTR {}
    end()
  }

  private mutating func end() {
    hasEnded = true
    close(pipe)
  }

  private mutating func drain() {
    var piece = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = read(pipe, &piece, piece.count)
      if count > 0 {
        output += piece[..<count]
      } else {
        if count == 0 { isDrained = true }
        return
      }
    }
  }

  /// Returns a process and all that come from it, as the system lists them.
  private static func family(of process: pid_t) -> [pid_t] {
    guard let file = fopen("/proc/\(process)/task/\(process)/children", "r") else {
      return [process]
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    let count = fread(&bytes, 1, bytes.count, file)
    let children = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    return [process] + children.compactMap { pid_t($0) }.flatMap { family(of: $0) }
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return body(pointers)
  }
}
