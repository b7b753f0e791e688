import EffectGate
import Glibc
import JSON
import LineEditor
import Synchronization
import Values

/// The log of writes that were sent: one JSON line each, in a file only its owner can read.
///
/// Failing to write it never fails the command: the write has happened already. It is said once.
final class AuditLog: Sendable {
  /// Where the log stands; nil when there is no home to put it in.
  let path: String?
  private let complain: @Sendable (String) -> Void
  private let hasComplained = Atomic<Bool>(false)

  /// `complain` is told when the log cannot be written.
  init(environment: [String: String], complain: @escaping @Sendable (String) -> Void) {
    self.complain = complain
    path = UserFolder.state.path("audit.jsonl", environment)
  }

  func append(_ request: EffectRequest, _ outcome: EffectGate.Outcome) {
    guard let path else { return }
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    var descriptor = open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      PrivateFolders.make(above: path)
      descriptor = open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { return fail(path) }
    defer { close(descriptor) }
    let line = Self.line(request, outcome)
    let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count != line.count { fail(path) }
  }

  private func fail(_ path: String) {
    let reason = String(cString: strerror(errno))
    if hasComplained.exchange(true, ordering: .relaxed) { return }
    complain("warning: what is done is not logged: cannot write '\(path)': \(reason)")
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
