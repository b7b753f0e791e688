// The server behind the connections: takes frames, runs each call in one transaction and hands back
// what is to be sent once the lock is released. A frame is answered after its commit, never before.
// Waiting watchers are looked at after every change; nothing here blocks a thread or has a timer.

import Diagnostics
import JSON
import JujuWire

/// Everything of the Juju half that changes; kept behind the sandbox's lock.
struct JujuServer {
  /// What is to be sent after the lock is released.
  struct Outgoing: Sendable {
    let deliver: @Sendable ([UInt8]) -> Void
    let bytes: [UInt8]
  }

  let state: JujuState
  private var sessions: [Int: Session] = [:]
  private var sessionsMade = 0
  /// What SQLite counts up when another process changed the file, as last seen.
  private var dataVersion: Int?

  init(state: JujuState) { self.state = state }

  // MARK: Connections

  mutating func open(
    controller: String, path: String, notesLogin: Bool, send: @escaping @Sendable ([UInt8]) -> Void,
    ended: @escaping @Sendable (String) -> Void
  ) throws -> Int {
    guard try state.controller(named: controller) != nil else {
      throw Diagnostic(
        SandboxDiagnostic.unknownController, "controller \(controller) not found in the sandbox",
        hint: Suggestion.hint(for: controller, among: try state.controllers().map(\.name)))
    }
    sessionsMade += 1
    sessions[sessionsMade] = Session(
      id: sessionsMade, controller: controller, path: path, notesLogin: notesLogin, send: send,
      ended: ended)
    return sessionsMade
  }

  mutating func close(_ session: Int) { sessions[session] = nil }

  /// Forgets all connections; returns what tells their clients.
  mutating func closeAll(_ reason: String) -> [Outgoing] {
    defer { sessions = [:] }
    return sessions.values.sorted { $0.id < $1.id }.map { session in
      let ended = session.ended
      return Outgoing(deliver: { _ in ended(reason) }, bytes: [])
    }
  }

  // MARK: Frames

  /// Handles one frame of a connection.
  mutating func receive(_ frame: [UInt8], on sessionID: Int) -> [Outgoing] {
    guard let session = sessions[sessionID] else { return [] }
    let request: RequestFrame<RawJSON>
    do {
      request = try WireJSON.decode(RequestFrame<RawJSON>.self, from: frame)
      try request.checkForm()
    } catch {
      sessions[sessionID] = nil
      let reason = (error as? JSONError).map { "reading message: \($0.message)" } ?? "\(error)"
      let ended = session.ended
      return [Outgoing(deliver: { _ in ended(reason) }, bytes: [])]
    }
    let changesBefore = state.database.changeCount
    var outgoing = answer(request, on: session)
    if state.database.changeCount != changesBefore { outgoing += wakeWatchers() }
    return outgoing
  }

  private func answer(_ request: RequestFrame<RawJSON>, on session: Session) -> [Outgoing] {
    do {
      let dispatcher = Dispatcher(state: state, session: session, request: request)
      return try dispatcher.answer()
    } catch let error as WireError {
      return [session.reply(to: request.requestID, error)]
    } catch {
      return [session.reply(to: request.requestID, .storage(error))]
    }
  }

  /// Answers every waiting `Next` for which there is news from another process.
  mutating func noticeOthers() -> [Outgoing] {
    let isWaiting = sessions.values.contains { session in
      session.watchers.values.contains { !$0.waiting.isEmpty }
    }
    guard isWaiting,
      let version = try? state.database.first("PRAGMA data_version", read: { $0.integer(0) }),
      version != dataVersion
    else { return [] }
    dataVersion = version
    return wakeWatchers()
  }

  /// Answers every waiting `Next` for which there is news.
  private func wakeWatchers() -> [Outgoing] {
    var outgoing: [Outgoing] = []
    for session in sessions.values.sorted(by: { $0.id < $1.id }) {
      for watcher in session.watchers.values where !watcher.waiting.isEmpty {
        do {
          let deltas = try state.database.transaction(.read) {
            try state.news(for: watcher, of: session)
          }
          guard !deltas.isEmpty else { continue }
          let request = watcher.waiting.removeFirst()
          outgoing.append(
            try session.reply(to: request, WireJSON.encode(AllWatcherNextResults(deltas: deltas))))
        } catch {
          outgoing += watcher.waiting.map {
            session.reply(to: $0, .storage(error))
          }
          watcher.waiting = []
        }
      }
    }
    return outgoing
  }
}

extension WireError {
  /// Returns what a client is told when the sandbox itself failed; nothing was changed.
  static func storage(_ error: any Error) -> WireError {
    guard let error = error as? DatabaseError else {
      return WireError("sandbox: \((error as? JSONError)?.message ?? "it failed")")
    }
    let diagnostic = error.diagnostic(path: nil)
    guard diagnostic.isRetryable else { return WireError("sandbox: \(error.message)") }
    // The wire has no room for a hint.
    let hint = diagnostic.hint.map { "; \($0)" } ?? ""
    return WireError(diagnostic.message + hint, code: .tryAgain)
  }
}

extension Session {
  /// Returns a reply with an encoded result.
  func reply(to request: UInt64, _ result: [UInt8]) -> JujuServer.Outgoing {
    let head = Array("{\"request-id\":\(request),\"response\":".utf8)
    return JujuServer.Outgoing(deliver: send, bytes: head + result + [UInt8(ascii: "}")])
  }

  func reply(to request: UInt64, _ error: WireError) -> JujuServer.Outgoing {
    // An error without text would read as success.
    let error = error.message.isEmpty ? WireError("unknown error", code: error.code) : error
    let frame = ResponseFrame<Empty>(requestID: request, error: error)
    let bytes = (try? WireJSON.encode(frame)) ?? []
    return JujuServer.Outgoing(deliver: send, bytes: bytes)
  }
}
