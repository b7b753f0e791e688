import JujuWire

extension Call {
  /// Grants or revokes an access to a model.
  func modifyModelAccess(_ change: ModifyModelAccess) throws {
    let failure = "could not modify model access"
    guard change.access.isKnown else {
      throw WireError("\(change.access.rawValue.quoted) model access not valid").because(failure)
    }
    let model = try model(change.modelTag)
    try require(.admin, to: model)
    let name: String
    do {
      name = try userName(change.userTag)
    } catch let error as WireError {
      throw error.because(failure)
    }
    switch change.action {
    case .grant: try grant(change.access, on: model, to: name)
    case .revoke: try revoke(change.access, on: model, from: name)
    case .other(let action): throw WireError("unknown action \(action.quoted)")
    }
  }

  private func grant(_ access: ModelAccess, on model: ModelRecord, to name: String) throws {
    do {
      try state.requireGrantable(name, on: controller)
      let before = try state.grantedAccess(of: name, to: model)
      if before.isKnown, before.includes(access) {
        throw WireError("user already has \(access.rawValue.quoted) access or greater")
      }
    } catch let error as WireError {
      throw error.because("could not grant model access")
    }
    try state.setAccess(of: name, toModel: model.id, access)
  }

  /// Takes an access away with all above it.
  private func revoke(_ access: ModelAccess, on model: ModelRecord, from name: String) throws {
    let before = try state.grantedAccess(of: name, to: model)
    guard before.isKnown else {
      throw WireError.notFound("model user \(name.quoted)")
        .because("could not revoke model access")
    }
    if before.includes(access) {
      let left = ModelAccess.known.last { $0.rank < access.rank }
      try state.setAccess(of: name, toModel: model.id, left ?? .unset)
    }
  }
}
