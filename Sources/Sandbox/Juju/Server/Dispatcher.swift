import JSON
import JujuWire

/// Finds the method a frame asks for and runs it; knows every way in which that can be refused.
struct Dispatcher {
  let state: JujuState
  let session: Session
  let request: RequestFrame<RawJSON>

  func answer() throws -> [JujuServer.Outgoing] {
    if request.facade == AdminFacade.facade.name {
      return [session.reply(to: request.requestID, try admin())]
    }
    guard let login = session.login else {
      throw WireError("unknown facade type \(request.facade.quoted)", code: .notImplemented)
    }
    guard let controller = try state.controller(named: session.controller) else {
      throw WireError.notFound("controller \(session.controller.quoted)")
    }
    if let facade = ServedFacade.watchers.first(where: { $0.name == request.facade }) {
      try checkConnection(facade, login)
      try checkVersion(facade.versions)
      return try watch(on: controller)
    }
    let (served, method) = try find(login, controller)
    let result = try state.database.transaction(method.effect == .read ? .read : .write) {
      let call = try call(served.facade, login, controller)
      return try method.run(call, request.parameters)
    }
    return [session.reply(to: request.requestID, result)]
  }

  // MARK: Refusals

  private func find(
    _ login: Session.Login, _ controller: ControllerRecord
  ) throws -> (ServedFacade, ServedMethod) {
    guard let served = ServedFacade.named(request.facade),
      let versions = served.versions(on: controller)
    else {
      throw WireError("unknown facade type \(request.facade.quoted)", code: .notImplemented)
    }
    try checkConnection(served.facade, login)
    try checkVersion(versions)
    guard let method = served.method(request.method, version: request.version) else {
      throw unknownMethod(controller)
    }
    return (served, method)
  }

  private func checkConnection(_ facade: Facade, _ login: Session.Login) throws {
    let isModel = login.modelUUID != nil
    switch facade.connection {
    case .both: return
    case .model where isModel, .controller where !isModel: return
    case .model, .controller:
      let kind = isModel ? "model" : "controller"
      throw WireError(
        "facade \(facade.name.quoted) not supported for \(kind) API connection",
        code: .notSupported)
    }
  }

  private func checkVersion(_ versions: ClosedRange<Int>) throws {
    guard versions.contains(request.version) else {
      throw WireError(
        "unknown version \(request.version) for facade type \(request.facade.quoted)",
        code: .notImplemented)
    }
  }

  private func unknownMethod(_ controller: ControllerRecord) -> WireError {
    let words =
      controller.release.major < 3
      ? "no such request - method \(request.facade).\(request.method) is not implemented"
      : """
      unknown method \(request.method.quoted) at version \(request.version) for facade type \
      \(request.facade.quoted)
      """
    return WireError(words, code: .notImplemented)
  }

  // MARK: Calls

  /// Returns the call; user and model are read anew, since they may have gone since the login.
  private func call(
    _ facade: Facade, _ login: Session.Login, _ controller: ControllerRecord
  ) throws -> Call {
    guard let user = try state.user(login.user, of: controller), !user.isDisabled else {
      throw WireError.permissionDenied
    }
    let model = try login.modelUUID.map { uuid in
      guard let model = try state.model(uuid: uuid, of: controller) else {
        throw WireError("unknown model: \(uuid.quoted)", code: .modelNotFound)
      }
      return model
    }
    return Call(
      state: state, session: session, controller: controller, user: user, model: model,
      facade: facade, version: request.version)
  }

  private func admin() throws -> [UInt8] {
    try checkVersion(AdminFacade.facade.versions)
    switch request.method {
    case AdminFacade.login.name:
      let parameters = try request.parameters.map {
        try WireJSON.decode(LoginRequest.self, from: $0)
      }
      let guardian = Guardian(state: state, session: session)
      return try WireJSON.encode(try guardian.logIn(parameters ?? LoginRequest()))
    case AdminFacade.redirectInfo.name:
      throw WireError("not redirected")
    default:
      throw WireError(
        """
        unknown method \(request.method.quoted) at version \(request.version) for facade type \
        \(request.facade.quoted)
        """, code: .notImplemented)
    }
  }

  private func watch(on controller: ControllerRecord) throws -> [JujuServer.Outgoing] {
    let id = request.objectID ?? ""
    guard let watcher = session.watchers[id] else {
      throw WireError("unknown watcher id", code: .notFound)
    }
    switch request.method {
    case AllWatcherFacade.next.name:
      let deltas = try state.database.transaction(.read) {
        try state.news(for: watcher, of: session)
      }
      if deltas.isEmpty {
        watcher.waiting.append(request.requestID)
        return []
      }
      let result = try WireJSON.encode(AllWatcherNextResults(deltas: deltas))
      return [session.reply(to: request.requestID, result)]
    case AllWatcherFacade.stop.name:
      let stopped = WireError("watcher was stopped", code: .stopped)
      let waiting = session.removeWatcher(id)?.waiting ?? []
      return waiting.map { session.reply(to: $0, stopped) }
        + [session.reply(to: request.requestID, try WireJSON.encode(Empty()))]
    default:
      throw unknownMethod(controller)
    }
  }
}
