import Diagnostics
import Sandbox

/// Which file the sandbox lives in, and the sandbox itself once somebody needs it.
struct SandboxStore: Sendable {
  let store: Sandbox.Store
  let clock: SandboxClock

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

  /// The path of the file, or `:memory:`.
  var name: String {
    switch store {
    case .file(let path): path
    case .memory: ":memory:"
    }
  }

  func open() throws(Diagnostic) -> Sandbox {
    try Sandbox(store: store, clock: clock)
  }
}
