import CLibEdit
import Glibc

/// What `TERM` says about the terminal.
enum TerminalType {
  /// Whether rows can be redrawn: `TERM` is set, known here, and not `dumb`.
  static var canEdit: Bool {
    guard let name else { return false }
    return name != "dumb" && cle_is_capable(name) != 0
  }

  /// Whether the terminal breaks its rows anew when its width changes. The Linux console and xterm
  /// cut them off instead; asking is not possible.
  static var reflows: Bool {
    guard let name else { return false }
    return !name.hasPrefix("linux") && getenv("XTERM_VERSION") == nil
  }

  private static var name: String? {
    guard let value = getenv("TERM"), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
