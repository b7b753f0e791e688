package import Glibc

/// A run of a program without a terminal, from its start to its end.
package struct ProgramRun {
  /// The exit status, 128 + N for signal N.
  package let status: Int32
  package let output: String
  package let errors: String

  /// Why the program could not be started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs `arguments[0]`, a path. The environment is exactly the one given; standard input is empty.
  /// `output` names a file or device that gets standard output in place of `self.output`. `meanwhile`
  /// is called with the process while it runs.
  package init(
    _ arguments: [String], environment: [String: String] = [:], output: String? = nil,
    meanwhile: (pid_t) -> Void = { _ in }
  ) throws(Failure) {
    let folder = TemporaryFolder()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output ?? folder.file("output"), writing, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, folder.file("errors"), writing, 0o600)
    var process = pid_t()
    let variables = environment.map { "\($0)=\($1)" }
    let code = Self.withCStrings(arguments) { words in
      Self.withCStrings(variables) { posix_spawn(&process, arguments[0], &actions, nil, words, $0) }
    }
    guard code == 0 else { throw Failure(description: "cannot start \(arguments): \(code)") }
    meanwhile(process)
    var ended: Int32 = 0
    while waitpid(process, &ended, 0) < 0, errno == EINTR {}
    status = ended & 0x7F == 0 ? ended >> 8 & 0xFF : 128 + ended & 0x7F
    self.output = Repository.text(of: folder.file("output")) ?? ""
    errors = Repository.text(of: folder.file("errors")) ?? ""
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
