import Diagnostics
import EffectGate
import JujuWire

/// From a place to an open connection there, with the login and the ways around what does not answer.
extension JujuChannel {
  var key: JujuSession.ConnectionKey {
    .init(controller: controller, modelUUID: model?.uuid)
  }

  /// Returns the open connection, or opens one: threads that need the same one share it.
  func connection() throws(Diagnostic) -> JujuConnection {
    while true {
      if let connection = session.cachedConnection(key) { return connection }
      let known = try session.controller(controller)
      let login = try knownLogin(to: known)
      let opened = try session.attempts.open(
        login == nil ? .password(controller: controller) : .connection(key),
        checkInterruption: session.surroundings.checkInterruption
      ) { () throws(Diagnostic) in
        if let connection = session.cachedConnection(key) { return connection }
        return try connect(to: known, login)
      }
      if let opened { return opened }
    }
  }

  private func connect(
    to known: KnownController, _ login: LoginRequest?
  ) throws(Diagnostic) -> JujuConnection {
    var request: LoginRequest?
    let path = model.map { "/model/\($0.uuid)/api" } ?? "/api"
    var target = known.target
    // A model that moved may have moved again.
    var moves = 0
    while moves < 3 {
      let opening: JujuConnection.Opening
      do throws(Diagnostic) {
        opening = try JujuConnection.open(
          session.surroundings.transport, target: target, path: path, name: name,
          login: { () throws(Diagnostic) -> LoginRequest in
            if let request { return request }
            let complete: LoginRequest
            if let login { complete = login } else { complete = try askedLogin(to: known) }
            request = complete
            return complete
          },
          gate: session.surroundings.gate, limit: session.loginLimit)
      } catch {
        guard let end = error.payload as? JujuConnection.DeadEnd, target.endpoints.count > 1 else {
          throw error
        }
        session.surroundings.gate.note("note: \(end.address): \(error.message); trying another")
        target.endpoints.removeAll { $0 == end.address }
        continue
      }
      switch opening {
      case .connected(let connection):
        // A password somebody was asked for is remembered once it proved right.
        if login == nil, let password = request?.credentials {
          session.update(known.name) { $0.account?.password = Password(password) }
        }
        return session.keep(connection, key)
      case .redirected(let info, let reason):
        let addresses = info.servers.flatMap { $0 }.map { server in
          let host = server.value
          return host.contains(":") && !host.hasPrefix("[")
            ? "[\(host)]:\(server.port)" : "\(host):\(server.port)"
        }
        guard !addresses.isEmpty else { throw reason }
        moves += 1
        target.endpoints = addresses
        target.caCertificate = info.caCertificate
        target.publicHostname = nil
        target.uuid = info.controllerTag?.id(of: .controller) ?? target.uuid
        target.name = info.controllerAlias ?? target.name
      }
    }
    throw Diagnostic(
      JujuDiagnostic.modelMoved, "model \(name) was moved more often than can be followed")
  }

  /// Returns the login with what is known: a password is preferred, else what an identity provider
  /// gave Juju's own client; nil when somebody has to be asked, and can be.
  private func knownLogin(to known: KnownController) throws(Diagnostic) -> LoginRequest? {
    let user = try session.user(of: known)
    if let password = known.account?.password { return Self.login(user, password) }
    let isExternal = known.account?.isExternal == true
    let macaroons = known.account?.macaroons.map(\.exposed) ?? []
    if isExternal || !macaroons.isEmpty {
      // Without macaroons the controller answers where to get some.
      var request = LoginRequest(
        authTag: isExternal ? "" : .user(user), bakeryVersion: 3, clientVersion: "3.6.8")
      request.macaroons = macaroons
      return request
    }
    guard session.surroundings.askPassword == nil else { return nil }
    throw Self.noPassword(user, known.name)
  }

  private func askedLogin(to known: KnownController) throws(Diagnostic) -> LoginRequest {
    let user = try session.user(of: known)
    let prompt = "please enter password for \(user) on \(known.name): "
    guard let password = try session.surroundings.askPassword?(prompt) else {
      throw Self.noPassword(user, known.name)
    }
    return Self.login(user, password)
  }

  private static func login(_ user: String, _ password: Password) -> LoginRequest {
    LoginRequest(
      authTag: .user(user), credentials: password.exposed, bakeryVersion: 3,
      clientVersion: "3.6.8")
  }

  private static func noPassword(_ user: String, _ controller: String) -> Diagnostic {
    Diagnostic(
      JujuDiagnostic.notLoggedIn, "no password is known for \(user) on \(controller)",
      hint:
        "log in at the prompt with 'login -u \(user.asPastedWord) -c \(controller.asPastedWord)'")
  }
}
