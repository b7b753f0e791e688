import Glibc
import TestSupport

/// `offsh sandbox serve` as a process of its own, until it is ended.
final class ServedSandbox {
  /// What it prints for a shell: where the sandbox is.
  let variables: [String: String]
  private let terminal: PseudoTerminal

  /// Why it does not serve.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Its file and its folder stand in `home`; nil leaves the choice of the folder to it.
  init(
    _ options: [String] = [], home: TemporaryFolder, file: String = "sandbox.db",
    folder: String? = "serve"
  ) throws {
    terminal = try PseudoTerminal(
      [
        BuiltProgram.path("offsh"), "--sandbox", home.file(file), "sandbox", "serve",
        "--juju-port", "0",
      ] + (folder.map { ["--data", home.file($0)] } ?? []) + options,
      environment: ["HOME": home.path, "LANG": "C.UTF-8"], columns: 1000)
    let isUp = terminal.wait {
      $0.hasEnded || String(decoding: $0.output, as: UTF8.self).contains("OFFSH_SANDBOX_PID='")
    }
    let text = String(decoding: terminal.output, as: UTF8.self)
    guard isUp, !terminal.hasEnded else { throw Failure(description: text) }
    var variables: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("export ") {
      let parts = line.dropFirst("export ".count).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { variables["\(parts[0])"] = parts[1].filter { $0 != "'" } }
    }
    self.variables = variables
  }

  /// Asks it to end; returns its status.
  func end() -> Int32? {
    terminal.signal(SIGTERM)
    return terminal.waitForEnd()
  }
}
