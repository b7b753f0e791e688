import JSON
import JujuWire
import Sandbox
import Synchronization
import Testing

/// A client that speaks to a sandbox in frames, as any client would.
final class Conversation: Sendable {
  private let replies = Mutex<[UInt64: [UInt8]]>([:])
  private let lastRequest = Mutex<UInt64>(0)
  private let end = Mutex<String?>(nil)
  private let connection = Mutex<JujuServerConnection?>(nil)
  let facades: [FacadeVersions]

  /// Opens a connection, to a model when one is named, and logs in.
  init(
    _ sandbox: Sandbox, _ controller: String = "foo", model: String? = nil,
    as user: String = "admin"
  ) throws {
    facades = []
    let client = try #require(
      try sandbox.localClient().controllers.first { $0.name == controller })
    let uuid = client.models.first { $0.qualifiedName == model }?.uuid
    if let model, uuid == nil { throw WireError("no model \(model)") }
    try open(sandbox, controller, uuid.map { "/model/\($0)/api" } ?? "/api")
    let account = try #require(client.accounts.first { $0.user == user }, "no user \(user)")
    _ = try logIn(user, account.password)
  }

  /// Opens a connection and stays logged out.
  init(_ sandbox: Sandbox, _ controller: String = "foo", path: String) throws {
    facades = []
    try open(sandbox, controller, path)
  }

  private func open(_ sandbox: Sandbox, _ controller: String, _ path: String) throws {
    let opened = try sandbox.openJuju(
      controller: controller, path: path,
      send: { [weak self] frame in self?.take(frame) },
      ended: { [weak self] reason in self?.end.withLock { $0 = reason } })
    connection.withLock { $0 = opened }
  }

  func logIn(_ user: String, _ password: String) throws -> LoginResult {
    try call(
      AdminFacade.login,
      LoginRequest(authTag: .user(user), credentials: password, clientVersion: "3.6.8"))
  }

  private func take(_ frame: [UInt8]) {
    let id = (try? WireJSON.decode(ResponseFrame<RawJSON>.self, from: frame))?.requestID ?? 0
    replies.withLock { $0[id] = frame }
  }

  /// Why the server has ended the connection, if it has.
  var ending: String? { end.withLock { $0 } }

  func close() { connection.withLock { $0 }?.close() }

  /// Sends bytes as they are.
  func send(_ frame: [UInt8]) { connection.withLock { $0 }?.receive(frame) }

  /// Sends a request; returns its number.
  func send<Parameters>(
    _ facade: String, _ version: Int, _ method: String, _ parameters: Parameters,
    objectID: String? = nil
  ) throws -> UInt64 where Parameters: Codable & Sendable {
    let id = lastRequest.withLock { last in
      last += 1
      return last
    }
    send(
      try WireJSON.encode(
        RequestFrame(
          requestID: id, facade: facade, version: version, objectID: objectID, method: method,
          parameters: parameters)))
    return id
  }

  /// Returns the reply to a request if it has come.
  func reply(to request: UInt64) -> [UInt8]? { replies.withLock { $0[request] } }

  /// Calls a method; throws the error of the whole call.
  func call<Parameters, Result>(
    _ method: FacadeMethod<Parameters, Result>, _ parameters: Parameters, version: Int? = nil,
    objectID: String? = nil
  ) throws -> Result {
    let id = try send(
      method.facade.name, version ?? method.facade.versions.upperBound, method.name, parameters,
      objectID: objectID)
    return try result(method, of: id)
  }

  func result<Parameters, Result>(
    _ method: FacadeMethod<Parameters, Result>, of request: UInt64
  ) throws -> Result {
    let frame = try WireJSON.decode(
      ResponseFrame<Result>.self,
      from: try #require(reply(to: request), "no reply to \(method.name)"))
    if let failure = frame.failure { throw failure }
    return try #require(frame.response)
  }

  /// Calls a method by name with parameters as JSON text; returns the whole reply.
  func call(_ facade: String, _ version: Int, _ method: String, _ json: String = "{}") throws
    -> ResponseFrame<RawJSON>
  {
    let id = try send(facade, version, method, try RawJSON(parsing: json))
    return try WireJSON.decode(
      ResponseFrame<RawJSON>.self, from: try #require(reply(to: id), "no reply to \(method)"))
  }
}

extension ErrorResults {
  /// Throws the first error.
  func check() throws { for result in results { if let error = result.error { throw error } } }
}
