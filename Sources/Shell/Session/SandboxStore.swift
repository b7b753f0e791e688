import Diagnostics
import Sandbox
import Synchronization

/// Which file the sandbox lives in, and the sandbox itself once somebody needs it.
struct SandboxStore: Sendable {
  let store: Sandbox.Store
  let clock: SandboxClock
  private let opened = OpenedSandbox()

  /// `--sandbox` decides; else `$XDG_DATA_HOME/offsh/sandbox.db`, else below the home folder; with
  /// neither, memory.
  init(option: String?, environment: [String: String], clock: SandboxClock = .system) {
    self.clock = clock
    if let option {
      store = option == ":memory:" ? .memory : .file(option)
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      store = .file(data + "/offsh/sandbox.db")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      store = .file(home + "/.local/share/offsh/sandbox.db")
    } else {
      store = .memory
    }
  }

  /// Opens the sandbox, once: both halves of the session have the same.
  func open() throws(Diagnostic) -> Sandbox {
    if let sandbox = opened.sandbox.withLock({ $0 }) { return sandbox }
    let sandbox = try Sandbox(store: store, clock: clock)
    return opened.sandbox.withLock { opened in
      if let earlier = opened { return earlier }
      opened = sandbox
      return sandbox
    }
  }
}

/// The sandbox that copies of one store share.
private final class OpenedSandbox: Sendable {
  let sandbox = Mutex<Sandbox?>(nil)
}
