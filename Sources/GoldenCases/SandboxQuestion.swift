import JujuWire
import Sandbox
import Synchronization

/// One request to a fresh sandbox, by somebody who is logged in.
struct SandboxQuestion {
  /// The kind of connection is taken from it: any path of a model means some model.
  let path: String

  func answer(to request: [UInt8]) throws -> [UInt8] {
    let sandbox = try Sandbox(store: .memory)
    let client = try sandbox.localClient()
    guard let controller = client.controllers.first(where: { $0.name == client.currentController }),
      let account = controller.accounts.first(where: { $0.user == controller.user }),
      let model = controller.models.first
    else { throw WireError("the sandbox has nobody to ask as") }
    let last = Mutex<[UInt8]>([])
    let connection = try sandbox.openJuju(
      controller: controller.name,
      path: path.hasPrefix("/model/") ? "/model/\(model.uuid)/api" : "/api",
      send: { frame in last.withLock { $0 = frame } })
    connection.receive(
      try WireJSON.encode(
        RequestFrame(
          requestID: 1, facade: AdminFacade.facade.name,
          version: AdminFacade.facade.versions.upperBound, objectID: nil,
          method: AdminFacade.login.name,
          parameters: LoginRequest(authTag: .user(account.user), credentials: account.password))))
    connection.receive(request)
    return last.withLock { $0 }
  }
}
