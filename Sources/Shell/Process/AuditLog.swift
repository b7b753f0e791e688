import EffectGate
import Glibc
import JSON
import Values

/// The log of writes that were sent: one JSON line each, in a file only its owner can read.
///
/// Failing to write it never fails the command: the write has happened already.
final class AuditLog: Sendable {
  /// Where the log stands; nil when there is no home to put it in.
  let path: String?

  init(environment: [String: String]) {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      path = state + "/offsh/audit.jsonl"
    } else {
      path = environment["HOME"].map { $0 + "/.local/state/offsh/audit.jsonl" }
    }
  }

  func append(_ request: EffectRequest, _ outcome: EffectGate.Outcome) {
    guard let path else { return }
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    var descriptor = open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      Folders.make(for: path)
      descriptor = open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Self.line(request, outcome)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func line(_ request: EffectRequest, _ outcome: EffectGate.Outcome) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    let fields = [
      ("time", SystemClock().now.text), ("effect", request.effect.word),
      ("target", request.target), ("call", request.call), ("body", request.body),
      ("outcome", outcome.rawValue),
    ]
    for (name, value) in fields {
      writer.name(name)
      writer.string(value)
    }
    writer.endObject()
    writer.endLine()
    return writer.written()
  }
}

/// Makes the folders a private file stands in.
enum Folders {
  static func make(for path: String) {
    var at = path.index(after: path.startIndex)
    while let slash = path[at...].firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o700)
      at = path.index(after: slash)
    }
  }
}
