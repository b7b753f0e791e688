import Diagnostics
import Glibc
import JujuClient
import Sandbox
import Synchronization

/// The way to a sandbox in the same process: the bytes a socket would carry, by a call.
struct SandboxTransport: JujuTransport {
  let sandbox: Sandbox
  /// Whether logins count as last ones: those of a dry run do not.
  let notesLogins: @Sendable () -> Bool

  func connect(target: JujuTarget, path: String) throws(Diagnostic) -> any JujuLink {
    let inbox = FrameInbox()
    let connection = try sandbox.openJuju(
      controller: target.name, path: path, notesLogin: notesLogins(), send: { inbox.put($0) },
      ended: { inbox.end($0) })
    return SandboxLink(connection: connection, inbox: inbox)
  }
}

/// One connection to the sandbox.
private final class SandboxLink: JujuLink {
  private let connection: JujuServerConnection
  private let inbox: FrameInbox

  init(connection: JujuServerConnection, inbox: FrameInbox) {
    self.connection = connection
    self.inbox = inbox
  }

  func send(_ frame: [UInt8]) throws(Diagnostic) {
    if let reason = inbox.endReason { throw Self.lost(reason) }
    connection.receive(frame)
  }

  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    while true {
      if let frame = inbox.take() { return frame }
      if let reason = inbox.endReason { throw Self.lost(reason) }
      try limit.checkInterruption()
      if limit.isOver { return nil }
      inbox.wait(milliseconds: 50)
    }
  }

  func close() {
    connection.close()
    inbox.end("closed")
  }

  private static func lost(_ reason: String) -> Diagnostic {
    Diagnostic(JujuDiagnostic.connectionLost, "the connection to the sandbox ended: \(reason)")
  }
}

/// Frames that have come and nobody has taken yet.
private final class FrameInbox: Sendable {
  private struct State {
    var frames: [[UInt8]] = []
    var next = 0
    var endReason: String?
  }

  private let state = Mutex(State())
  private let arrival = Arrival()

  func put(_ frame: [UInt8]) {
    state.withLock { $0.frames.append(frame) }
    arrival.announce()
  }

  func end(_ reason: String) {
    state.withLock { $0.endReason = $0.endReason ?? reason }
    arrival.announce()
  }

  var endReason: String? { state.withLock { $0.next == $0.frames.count ? $0.endReason : nil } }

  func take() -> [UInt8]? {
    state.withLock { state in
      guard state.next < state.frames.count else { return nil }
      defer {
        state.next += 1
        if state.next == state.frames.count { (state.frames, state.next) = ([], 0) }
      }
      return state.frames[state.next]
    }
  }

  func wait(milliseconds: Int) { arrival.wait(milliseconds: milliseconds) }
}

/// Wakes one waiting thread; an announcement nobody waited for is remembered.
private final class Arrival: @unchecked Sendable {
  // Unchecked: a POSIX semaphore is made for several threads; it moves nowhere behind its pointer.

  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func announce() { sem_post(semaphore) }

  func wait(milliseconds: Int) {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += milliseconds * 1_000_000
    end.tv_sec += end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    sem_timedwait(semaphore, &end)
  }
}
