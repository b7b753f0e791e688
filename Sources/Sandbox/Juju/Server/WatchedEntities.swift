import JujuWire

extension JujuState {
  /// Returns what a watcher has not been told yet, and takes it as told.
  ///
  /// The whole model is read and compared with what was told last: no change can be forgotten that
  /// way, and the models of a sandbox are small.
  func news(for watcher: Watcher, of session: Session) throws -> [Delta] {
    let current = try entities(for: watcher.scope, of: session)
    let before = watcher.told ?? []
    let known = Dictionary(
      before.map { ($0.key, $0.entity) }, uniquingKeysWith: { first, _ in first })
    let present = Set(current.map(\.key))
    let changed = current.filter { known[$0.key] != $0.entity }
    let gone = before.filter { !present.contains($0.key) }
    watcher.told = current
    return changed.map { Delta(entity: $0.entity) }
      + gone.reversed().map { Delta(isRemoval: true, entity: $0.removed) }
  }

  private func entities(
    for scope: Watcher.Scope, of session: Session
  ) throws -> [WatchedEntity] {
    guard let controller = try controller(named: session.controller) else { return [] }
    switch scope {
    case .model(let uuid):
      guard let model = try model(uuid: uuid, of: controller) else { return [] }
      return try entities(of: model, on: controller)
    case .controller:
      return try models(of: controller).flatMap { try entities(of: $0, on: controller) }
    }
  }

  /// Returns everything a watcher is told about a model: what others refer to comes first.
  private func entities(
    of model: ModelRecord, on controller: ControllerRecord
  ) throws -> [WatchedEntity] {
    let reader = EntityReader(state: self, model: model, controller: controller)
    return try [reader.modelEntity()] + reader.machines() + reader.applications()
      + reader.units() + reader.offers() + reader.saas() + reader.relations()
  }
}

/// Reads the entities of one model for its watchers.
private struct EntityReader {
  let state: JujuState
  let model: ModelRecord
  let controller: ControllerRecord

  private func watched(
    _ name: String, _ entity: DeltaEntity, removed: DeltaEntity
  ) -> WatchedEntity {
    WatchedEntity(
      key: "\(entity.kind) \(model.uuid) \(name)", entity: entity, removed: removed)
  }

  private func status(
    _ word: StatusWord, _ message: String = "", _ since: Int64
  ) -> DeltaStatus {
    DeltaStatus(current: word, message: message, since: WireTime(milliseconds: since))
  }

  private static let nothing = DeltaStatus(current: "")

  func modelEntity() throws -> WatchedEntity {
    let entity = ModelEntity(
      modelUUID: model.uuid, name: model.name, life: .alive, owner: model.owner,
      controllerUUID: controller.uuid, isController: model.isController,
      config: try state.settings(of: model, on: controller).mapValues(\.value),
      status: status(.available, "", model.since),
      sla: ModelSLA(level: "unsupported", owner: model.owner))
    let removed = ModelEntity(modelUUID: model.uuid, name: model.name, status: Self.nothing)
    return watched("", .model(entity), removed: .model(removed))
  }

  func machines() throws -> [WatchedEntity] {
    try state.machines(of: model).map { machine in
      let id = String(machine.number)
      let entity = MachineEntity(
        modelUUID: model.uuid, id: id, instanceID: machine.instance,
        agentStatus: status(.started, "", machine.since),
        instanceStatus: status(.running, "Running", machine.since), life: .alive,
        base: "ubuntu@\(machine.baseChannel)", hardwareCharacteristics: MachineRecord.hardware,
        addresses: [
          DeltaAddress(
            value: model.address(ofMachine: machine.number), type: "ipv4", scope: "local-cloud")
        ], jobs: ["JobHostUnits"])
      let removed = MachineEntity(
        modelUUID: model.uuid, id: id, agentStatus: Self.nothing, instanceStatus: Self.nothing)
      return watched(id, .machine(entity), removed: .machine(removed))
    }
  }

  func applications() throws -> [WatchedEntity] {
    try state.applications(of: model).map { application in
      let entity = ApplicationEntity(
        modelUUID: model.uuid, name: application.name, exposed: application.isExposed,
        charmURL: application.charmURL(on: controller), ownerTag: .user(model.owner),
        life: .alive,
        constraints: try StoredJSON.value(Constraints.self, application.constraints),
        subordinate: application.isSubordinate,
        status: status(try state.status(of: application), "", application.since),
        workloadVersion: application.definition?.workloadVersion ?? "")
      let removed = ApplicationEntity(
        modelUUID: model.uuid, name: application.name, status: Self.nothing)
      return watched(
        application.name, .application(entity), removed: .application(removed))
    }
  }

  func units() throws -> [WatchedEntity] {
    let applications = try state.applications(of: model)
    let units = try state.units(of: model)
    return units.map { unit in
      let application = applications.first { $0.id == unit.applicationID }
      let address = unit.address(in: model)
      let entity = UnitEntity(
        modelUUID: model.uuid, name: unit.name, application: unit.application,
        base: "ubuntu@\(application?.baseChannel ?? "")",
        charmURL: application?.charmURL(on: controller) ?? "", life: .alive,
        publicAddress: address, privateAddress: address,
        machineID: unit.machine.map(String.init) ?? "",
        principal: units.first { $0.id == unit.principalID }?.name ?? "",
        subordinate: unit.principalID != nil, workloadStatus: status(.active, "", unit.since),
        agentStatus: status(.idle, "", unit.since))
      let removed = UnitEntity(
        modelUUID: model.uuid, name: unit.name, workloadStatus: Self.nothing,
        agentStatus: Self.nothing)
      return watched(unit.name, .unit(entity), removed: .unit(removed))
    }
  }

  func offers() throws -> [WatchedEntity] {
    try state.offers(of: model).map { offer in
      let application = try state.application(id: offer.applicationID)
      let connections = try state.connections(to: offer)
      let entity = ApplicationOfferEntity(
        modelUUID: model.uuid, offerName: offer.name, offerUUID: offer.uuid,
        applicationName: application?.name ?? "", charmName: application?.charm ?? "",
        totalConnectedCount: connections.count,
        activeConnectedCount: connections.filter(\.isActive).count)
      // python-libjuju knows offers by their application.
      let removed = ApplicationOfferEntity(
        modelUUID: model.uuid, offerName: offer.name, applicationName: entity.applicationName)
      return watched(offer.name, .applicationOffer(entity), removed: .applicationOffer(removed))
    }
  }

  func saas() throws -> [WatchedEntity] {
    try state.saas(of: model).map { saas in
      let (word, message) = try state.status(of: saas)
      let entity = RemoteApplicationEntity(
        modelUUID: model.uuid, name: saas.name, offerUUID: saas.offerUUID,
        offerURL: saas.offerURL, life: .alive, status: status(word, message, saas.since))
      let removed = RemoteApplicationEntity(
        modelUUID: model.uuid, name: saas.name, status: Self.nothing)
      return watched(saas.name, .remoteApplication(entity), removed: .remoteApplication(removed))
    }
  }

  func relations() throws -> [WatchedEntity] {
    try state.relations(of: model).map { relation in
      let entity = RelationEntity(
        modelUUID: model.uuid, key: relation.key, id: relation.number,
        endpoints: relation.ends.map {
          RelationEntityEndpoint(applicationName: $0.name, relation: $0.relation)
        })
      // python-libjuju knows relations by number and nothing else.
      let removed = RelationEntity(
        modelUUID: model.uuid, key: relation.key, id: entity.id)
      return watched(relation.key, .relation(entity), removed: .relation(removed))
    }
  }
}
