import CommandKit
import Diagnostics
import Glibc
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
  /// Whether the offsh call names the place.
  private let isNamed: Bool
  /// Whether a file that is missing may be made.
  private let mayCreate: Bool
  private let warn: @Sendable (String) -> Void
  private let opened = OpenedSandbox()

  /// `--sandbox` decides; else `$XDG_DATA_HOME/offsh/sandbox.db`, else below the home folder; with
  /// neither, memory. Where a missing file may not be made, because nothing is to change, memory
  /// stands in for it. `warn` hears once when what is done will be forgotten unexpectedly.
  init(
    option: Sandbox.Store?, environment: [String: String], clock: SandboxClock = .system,
    mayCreate: Bool = true, warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.clock = clock
    self.mayCreate = mayCreate
    self.warn = warn
    isNamed = option != nil
    if let option {
      store = option
    } else {
      store = UserFolder.data.path("sandbox.db", environment).map { .file($0) } ?? .memory
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
    let place = self.place
    guard isHurried else {
      return try Sandbox(store: place, clock: clock, makesFolder: !isNamed)
    }
    let sandbox = try Sandbox(
      store: place, clock: clock, makesFolder: !isNamed, lockWait: Self.hurriedWait)
    sandbox.waitForOthers(Sandbox.lockWait)
    return sandbox
  }

  /// Where the sandbox really is kept.
  private var place: Sandbox.Store {
    guard case .file(let path) = store else {
      if !isNamed {
        warn(
          "the sandbox ends with offsh: neither HOME nor XDG_DATA_HOME says where to keep it "
            + "(--sandbox FILE does)")
      }
      return .memory
    }
    guard !mayCreate, access(path, F_OK) != 0, errno == ENOENT, !isNamed || hasFolder(path) else {
      return store
    }
    if isNamed {
      warn("there is no sandbox '\(path)', and none is made now: a fresh one stands in")
    }
    return .memory
  }

  private func hasFolder(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return true }
    return access(String(path[..<slash]), F_OK) == 0
  }
}

/// The sandbox that copies of one store share.
private final class OpenedSandbox: Sendable {
  let sandbox = Mutex<Sandbox?>(nil)
}
