import JujuWire

/// One call on a connection that is logged in: who asks, where, and what the answer is made from.
struct Call {
  let state: JujuState
  let session: Session
  let controller: ControllerRecord
  let user: UserRecord
  /// The model of the connection; nil on a controller connection.
  let model: ModelRecord?
  let facade: Facade
  let version: Int
}

extension Call {
  /// Returns the model of the connection; on a controller connection that of the controller.
  func connectedModel() throws -> ModelRecord {
    if let model { return model }
    let models = try state.models(of: controller)
    guard let model = models.first(where: \.isController) else {
      throw WireError.notFound("model")
    }
    return model
  }

  /// Returns the model of the connection when the caller has that access to it.
  func connectedModel(for access: ModelAccess) throws -> ModelRecord {
    let model = try connectedModel()
    try require(access, to: model)
    return model
  }

  /// Throws unless the caller has that access; superusers have all.
  func require(_ access: ModelAccess, to model: ModelRecord) throws {
    guard try effectiveAccess(to: model).includes(access) else {
      throw WireError.permissionDenied
    }
  }

  /// Returns what the caller may do with a model.
  func effectiveAccess(to model: ModelRecord) throws -> ModelAccess {
    if user.isSuperuser { return .admin }
    return try state.grantedAccess(of: user.name, to: model)
  }

  func isAdmin(of model: ModelRecord) throws -> Bool {
    try effectiveAccess(to: model).includes(.admin)
  }

  func requireSuperuser() throws {
    guard user.isSuperuser else { throw WireError.permissionDenied }
  }

  /// Runs `body` for each element; one that fails is undone and answered with its error, and does
  /// not keep the others from being carried out.
  func each<Element, Answer>(
    _ elements: [Element], _ body: (Element) throws -> Answer,
    failed: (WireError) -> Answer
  ) throws -> [Answer] {
    try elements.map { element in
      do {
        return try state.database.undoable { try body(element) }
      } catch let error as WireError {
        return failed(error)
      }
    }
  }

  /// Runs `body` for each element of a call that answers without values.
  func each<Element>(
    _ elements: [Element], _ body: (Element) throws -> Void
  ) throws -> ErrorResults {
    ErrorResults(
      results: try each(
        elements,
        { element in
          try body(element)
          return ErrorResult()
        }, failed: ErrorResult.init(error:)))
  }

  /// Returns the user a tag names; throws the words of Juju's tag reader.
  func userName(_ tag: Tag) throws -> String {
    guard let name = tag.id(of: .user), Names.isUser(name) else {
      let kind = tag.kind == nil ? "" : "user "
      throw WireError("\(tag.rawValue.quoted) is not a valid \(kind)tag")
    }
    return name
  }

  /// Returns the model a tag names on this controller.
  func model(_ tag: Tag) throws -> ModelRecord {
    guard let uuid = tag.id(of: .model) else {
      let kind = tag.kind == nil ? "" : "model "
      throw WireError("\(tag.rawValue.quoted) is not a valid \(kind)tag")
    }
    guard let model = try state.model(uuid: uuid, of: controller) else {
      throw WireError.notFound("model \(uuid.quoted)")
    }
    return model
  }
}
