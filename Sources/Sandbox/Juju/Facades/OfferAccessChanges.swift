import JujuWire

extension Call {
  /// Grants or revokes an access to an offer.
  func modifyOfferAccess(_ change: ModifyOfferAccess) throws {
    // The source of a URL has no part in this: clients send it or not.
    var url: OfferURL
    do throws(TextError) {
      url = try OfferURL.parse(change.offerURL).asLocal
    } catch {
      throw WireError(error.message)
    }
    if url.user.isEmpty { url.user = user.name }
    let model = try model(of: url)
    let failure = "could not modify offer access"
    guard change.access.isKnown else {
      throw WireError("\(change.access.rawValue.quoted) offer access not valid").because(failure)
    }
    let offer = try manageableOffer(url, in: model)
    let name: String
    do {
      name = try userName(change.userTag)
    } catch let error as WireError {
      throw error.because(failure)
    }
    switch change.action {
    case .grant: try grant(change.access, on: offer, to: name)
    case .revoke: try revoke(change.access, on: offer, of: model, from: name)
    case .other(let action): throw WireError("unknown action \(action.quoted)")
    }
  }

  /// Returns the offer if the caller may manage who has access to it. Who may not is not told
  /// whether it is there.
  private func manageableOffer(_ url: OfferURL, in model: ModelRecord) throws -> OfferRecord {
    if try isAdmin(of: model) { return try offer(url, in: model) }
    guard let offer = try state.offer(url.name, of: model),
      try state.access(of: user.name, to: offer, in: model, on: controller).includes(.admin)
    else { throw WireError.permissionDenied }
    return offer
  }

  private func grant(_ access: OfferAccess, on offer: OfferRecord, to name: String) throws {
    do {
      try state.requireGrantable(name, on: controller)
    } catch let error as WireError {
      throw error.because("could not grant offer access")
    }
    let before = try state.grantedAccess(of: name, to: offer)
    if before.isKnown, before.includes(access) {
      throw WireError("user already has \(access.rawValue.quoted) access or greater")
    }
    try state.setAccess(of: name, toOffer: offer.id, access)
  }

  /// Takes an access away with all above it. Who can no longer consume has the relations made so
  /// far suspended; to grant the access again does not resume them.
  private func revoke(
    _ access: OfferAccess, on offer: OfferRecord, of model: ModelRecord, from name: String
  ) throws {
    let before = try state.grantedAccess(of: name, to: offer)
    guard before.isKnown else {
      throw WireError.notFound("offer access for user \(name.quoted)")
        .because("could not revoke offer access")
    }
    if before.includes(access) {
      let left = OfferAccess.known.last { $0.rank < access.rank }
      try state.setAccess(of: name, toOffer: offer.id, left ?? .unset)
    }
    let now = try state.access(of: name, to: offer, in: model, on: controller)
    if now.includes(.consume) { return }
    for connection in try state.connections(to: offer)
    where connection.user == name && connection.status != .suspended {
      try state.suspend(connection, message: "offer permission revoked")
    }
  }
}
