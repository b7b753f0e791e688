import Diagnostics
import Glibc
import LineEditor

/// A folder that one served sandbox has for itself, as long as its process lives.
struct ServeFolder {
  static let unusable = DiagnosticID(
    "sandbox.folder", .failure,
    """
    The folder that --data names cannot be written, or belongs to a sandbox that is being served: its \
    client files lead there, and would lead elsewhere. Without --data each server takes a folder that \
    no other has.
    """)

  let path: String
  private let lock: Int32

  /// Takes a folder, and makes it where it is missing; nil when another server has it.
  ///
  /// Throws `sandbox.folder` where it cannot be written.
  init?(_ path: String) throws(Diagnostic) {
    let name = path + "/.serving"
    PrivateFolders.make(above: name)
    lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw Diagnostic(
        ServeFolder.unusable, "cannot write \(name): \(String(cString: strerror(errno)))",
        hint: "name another folder with --data DIR")
    }
    self.path = path
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      return nil
    }
  }

  /// Lets others have it. The system does so when the process ends in any way.
  func release() { close(lock) }
}
