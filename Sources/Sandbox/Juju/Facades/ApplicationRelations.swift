import JujuWire

extension Call {
  // MARK: Consuming

  func consume(_ arguments: ConsumeApplicationArguments) throws -> ErrorResults {
    let model = try connectedModel(for: .write)
    return try each(arguments.arguments) { argument in
      let alias = argument.applicationAlias ?? ""
      let name = alias.isEmpty ? argument.offerName : alias
      guard Names.isApplication(name) else {
        throw WireError("name \(name.quoted) not valid", code: .notValid)
          .because("cannot add saas application \(name.quoted)")
      }
      guard let source = argument.sourceModelTag.id(of: .model) else {
        let tag = argument.sourceModelTag
        let kind = tag.kind == nil ? "" : "model "
        throw WireError("\(tag.rawValue.quoted) is not a valid \(kind)tag")
      }
      try state.consume(
        Consumption(
          name: name, offerUUID: argument.offerUUID, offerName: argument.offerName,
          offerURL: argument.offerURL, sourceModelUUID: source,
          user: try consumingUser(argument), endpoints: argument.endpoints),
        in: model)
    }
  }

  /// Returns who consumes, in the eyes of the offering side: whom the macaroon speaks for. Without
  /// a valid one it is the caller, if both models are on one controller; else nobody, and relations
  /// will be refused.
  private func consumingUser(_ argument: ConsumeApplicationArgument) throws -> String {
    guard let offer = try state.offer(uuid: argument.offerUUID),
      let source = try state.model(id: offer.modelID),
      let host = try state.controller(id: source.controllerID)
    else { return user.name }
    if let macaroon = argument.macaroon,
      let name = Seal.user(of: macaroon, offer: offer, on: host)
    {
      return name
    }
    return host.id == controller.id ? user.name : ""
  }

  func destroyConsumedApplications(
    _ arguments: DestroyConsumedApplicationsRequest
  ) throws -> ErrorResults {
    let model = try connectedModel(for: .write)
    return try each(arguments.applications) { argument in
      let name = try applicationName(argument.applicationTag)
      guard let saas = try state.saas(name, of: model) else {
        throw WireError.notFound("saas application \(name.quoted)")
      }
      try state.remove(saas)
    }
  }

  // MARK: Relations

  func addRelation(_ argument: AddRelation) throws -> AddRelationResults {
    let model = try connectedModel(for: .write)
    let via = argument.viaCIDRs ?? []
    for text in via {
      do throws(TextError) {
        if try CIDR(text).isEverything {
          throw TextError("CIDR \(text.quoted) not allowed", at: 0..<0)
        }
      } catch {
        throw WireError(error.message)
      }
    }
    let relation = try state.integrate(argument.endpoints, via: via, in: model, on: controller)
    return AddRelationResults(
      endpoints: Dictionary(
        relation.ends.map { ($0.name, $0.relation) }, uniquingKeysWith: { first, _ in first }))
  }

  func destroyRelation(_ argument: DestroyRelation) throws -> Empty {
    let model = try connectedModel(for: .write)
    let names = argument.endpoints ?? []
    if !names.isEmpty {
      try state.remove(try state.existingRelation(names, in: model))
      return Empty()
    }
    guard let relation = try state.relation(number: argument.relationID, of: model) else {
      throw WireError.notFound("relation \(argument.relationID)")
    }
    if relation.ends.count == 1 {
      throw WireError("cannot destroy relation \(relation.key.quoted): is a peer relation")
    }
    try state.remove(relation)
    return Empty()
  }

  func setRelationsSuspended(_ arguments: RelationSuspendedArguments) throws -> ErrorResults {
    let model = try connectedModel(for: .write)
    return try each(arguments.arguments) { try setSuspended($0, in: model) }
  }

  private func setSuspended(_ argument: RelationSuspendedArgument, in model: ModelRecord) throws {
    guard let relation = try state.relation(number: argument.relationID, of: model) else {
      throw WireError.notFound("relation \(argument.relationID)")
    }
    guard let connection = try state.connection(ofRelation: relation.id),
      connection.offeringRelationID == relation.id
    else {
      throw WireError(
        "cannot set suspend status for \(relation.key.quoted) which is not associated with an offer"
      )
    }
    if (relation.status == .suspended) == argument.suspended { return }
    if argument.suspended {
      try state.suspend(connection, message: argument.message)
    } else {
      try resume(connection, of: model)
    }
  }

  /// Opens a suspended connection again, if its user may consume the offer (again).
  private func resume(_ connection: ConnectionRecord, of model: ModelRecord) throws {
    guard let offer = try state.offer(id: connection.offerID),
      try state.access(of: connection.user, to: offer, in: model, on: controller)
        .includes(.consume)
    else { throw WireError.permissionDenied }
    try state.resume(connection)
  }
}
