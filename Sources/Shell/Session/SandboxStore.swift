import CommandKit
import Diagnostics
import Sandbox
import Synchronization
import Values

/// Where a sandbox is kept, as `--sandbox` says it.
struct SandboxPlace: ParameterValue {
  let store: Sandbox.Store

  static let typeName = "path"
  static let expectation = "a file, or :memory:"
  static var candidates: CandidateSource? { .file }

  static func parse(_ text: String) throws(ParameterError) -> SandboxPlace {
    guard !text.isEmpty else { throw ParameterError("the path of the sandbox is empty") }
    return SandboxPlace(store: text == ":memory:" ? .memory : .file(text))
  }

  var value: Value {
    if case .file(let path) = store { .string(path) } else { .string(":memory:") }
  }
}

/// Which file the sandbox lives in, and the sandbox itself once somebody needs it.
struct SandboxStore: Sendable {
  let store: Sandbox.Store
  let clock: SandboxClock
  private let opened = OpenedSandbox()

  /// `--sandbox` decides; else `$XDG_DATA_HOME/offsh/sandbox.db`, else below the home folder; with
  /// neither, memory.
  init(option: Sandbox.Store?, environment: [String: String], clock: SandboxClock = .system) {
    self.clock = clock
    if let option {
      store = option
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

  /// How long a prompt waits for another process that holds the file, in milliseconds.
  static let hurriedWait: Int32 = 200

  /// Opens the sandbox, once: both halves of the session have the same. `isHurried` does not wait long
  /// for another process that holds the file.
  func open(isHurried: Bool = false) throws(Diagnostic) -> Sandbox {
    if let sandbox = opened.sandbox.withLock({ $0 }) { return sandbox }
    let sandbox = try make(isHurried: isHurried)
    return opened.sandbox.withLock { opened in
      if let earlier = opened { return earlier }
      opened = sandbox
      return sandbox
    }
  }

  private func make(isHurried: Bool) throws(Diagnostic) -> Sandbox {
    guard isHurried else { return try Sandbox(store: store, clock: clock) }
    let sandbox = try Sandbox(store: store, clock: clock, lockWait: Self.hurriedWait)
    sandbox.waitForOthers(Sandbox.lockWait)
    return sandbox
  }
}

/// The sandbox that copies of one store share.
private final class OpenedSandbox: Sendable {
  let sandbox = Mutex<Sandbox?>(nil)
}
