import JSON
import JujuWire

extension ServedFacade {
  /// The models of a controller.
  static let modelManager = ServedFacade(
    ModelManagerFacade.facade,
    [
      ServedMethod(ModelManagerFacade.listSummaries) { try $0.modelSummaries($1) },
      ServedMethod(ModelManagerFacade.list) { call, parameters in
        let name = try call.askedUser(parameters.tag)
        return UserModelList(
          userModels: try call.visibleModels(to: name, all: false).map {
            try call.userModel($0, of: name)
          })
      },
      ServedMethod(ModelManagerFacade.modelInfo) { call, parameters in
        ModelInfoResults(
          results: try call.each(
            parameters.entities, { ModelInfoResult(result: try call.readableModelInfo($0.tag)) },
            failed: { ModelInfoResult(error: $0) }))
      },
      ServedMethod(ModelManagerFacade.create) { try $0.createModel($1) },
      ServedMethod(ModelManagerFacade.destroy) { call, parameters in
        try call.each(parameters.models) { try call.destroyModel($0) }
      },
      ServedMethod(ModelManagerFacade.modifyAccess) { call, parameters in
        try call.each(parameters.changes) { try call.modifyModelAccess($0) }
      },
    ])
}

extension Call {
  /// Returns the user whose models are asked for; others than oneself only for superusers.
  fileprivate func askedUser(_ tag: Tag) throws -> String {
    let name = try userName(tag)
    if name != user.name { try requireSuperuser() }
    return name
  }

  /// Returns the models a user has access to, or all.
  func visibleModels(to name: String, all: Bool) throws -> [ModelRecord] {
    try state.models(of: controller).filter { model in
      if all { return true }
      return try state.grantedAccess(of: name, to: model) != .unset
    }
  }

  func userModel(_ model: ModelRecord, of name: String) throws -> UserModel {
    UserModel(
      model: Model(name: model.name, uuid: model.uuid, type: "iaas", ownerTag: .user(model.owner)),
      lastConnection: try lastConnection(of: name, to: model))
  }

  private func lastConnection(of name: String, to model: ModelRecord) throws -> WireTime? {
    try state.users(of: model).first { $0.user == name }?.lastConnection
      .map(WireTime.init(milliseconds:))
  }

  fileprivate func modelSummaries(_ request: ModelSummariesRequest) throws -> ModelSummaryResults {
    let name = try askedUser(request.userTag)
    let all = try (request.all ?? false) && state.isSuperuser(name, of: controller)
    return ModelSummaryResults(
      results: try visibleModels(to: name, all: all).map {
        ModelSummaryResult(result: try summary(of: $0, for: name))
      })
  }

  private func summary(of model: ModelRecord, for name: String) throws -> ModelSummary {
    let counts = try state.counts(of: model)
    var access = try state.grantedAccess(of: name, to: model)
    if access == .unset, try state.isSuperuser(name, of: controller) { access = .admin }
    return ModelSummary(
      name: model.name, uuid: model.uuid, type: "iaas", controllerUUID: controller.uuid,
      isController: model.isController, providerType: controller.cloudType,
      cloudTag: .cloud(controller.cloud), cloudRegion: controller.region,
      cloudCredentialTag: credential(of: model), ownerTag: .user(model.owner), life: .alive,
      status: model.status, userAccess: access,
      lastConnection: try lastConnection(of: name, to: model),
      counts: [
        ModelEntityCount(entity: "machines", count: counts.machines),
        ModelEntityCount(entity: "cores", count: counts.machines * 2),
        ModelEntityCount(entity: "units", count: counts.units),
      ],
      sla: ModelSLA(level: "unsupported", owner: model.owner), agentVersion: controller.version)
  }

  private func credential(of model: ModelRecord) -> Tag {
    .cloudCredential(cloud: controller.cloud, owner: model.owner, name: controller.cloud)
  }

  // MARK: One model

  /// Returns what a caller with access to a model may know. Without access only superusers are told
  /// that there is none.
  fileprivate func readableModelInfo(_ tag: Tag) throws -> ModelInfo {
    let found: ModelRecord
    do {
      found = try model(tag)
    } catch let error as WireError where error.code == .notFound && !user.isSuperuser {
      throw WireError.permissionDenied
    }
    try require(.read, to: found)
    return try modelInfo(of: found)
  }

  private func modelInfo(of model: ModelRecord) throws -> ModelInfo {
    let isAdmin = try isAdmin(of: model)
    let users = try state.users(of: model).filter { isAdmin || $0.user == user.name }
    return ModelInfo(
      name: model.name, type: "iaas", uuid: model.uuid, controllerUUID: controller.uuid,
      isController: model.isController, providerType: controller.cloudType,
      defaultBase: "ubuntu@22.04/stable", cloudTag: .cloud(controller.cloud),
      cloudRegion: controller.region, cloudCredentialTag: credential(of: model),
      cloudCredentialValidity: true, ownerTag: .user(model.owner), life: .alive,
      status: model.status,
      users: try users.map { entry in
        ModelUser(
          user: entry.user,
          displayName: try state.displayName(of: entry.user, on: controller),
          lastConnection: entry.lastConnection.map(WireTime.init(milliseconds:)),
          access: entry.access, modelTag: model.tag)
      },
      machines: try state.machines(of: model).map { machine in
        ModelMachine(
          id: String(machine.number), hardware: MachineRecord.hardware,
          instanceID: machine.instance, status: .started)
      },
      sla: ModelSLA(level: "unsupported", owner: model.owner), agentVersion: controller.version,
      supportedFeatures: [
        SupportedFeature(
          name: "juju", description: "the version of Juju used by the model",
          version: controller.version)
      ])
  }

  fileprivate func createModel(_ argument: ModelCreateArguments) throws -> ModelInfo {
    let owner = argument.ownerTag.rawValue.isEmpty ? user.name : try userName(argument.ownerTag)
    // Everybody who can log in to the sandbox may add models for himself.
    if owner != user.name { try requireSuperuser() }
    guard Names.isModel(argument.name) else {
      throw WireError("model name \(argument.name.quoted) not valid", code: .notValid)
    }
    if try state.user(owner, of: controller) == nil {
      throw WireError.notFound("user \(owner.quoted)")
    }
    if let cloud = argument.cloudTag, !cloud.rawValue.isEmpty,
      cloud.id(of: .cloud) != controller.cloud
    {
      throw WireError.notFound("cloud \((cloud.id ?? "").quoted)")
    }
    if try state.model(named: argument.name, owner: owner, of: controller) != nil {
      throw WireError.alreadyExists("model \(argument.name.quoted) for \(owner) already exists")
    }
    let model = try state.addModel(named: argument.name, owner: owner, on: controller)
    try set(argument.config ?? [:], of: model)
    return try modelInfo(of: model)
  }

  fileprivate func destroyModel(_ argument: DestroyModelRequest) throws {
    let model = try model(argument.modelTag)
    try require(.admin, to: model)
    if model.isController {
      throw WireError("cannot destroy controller model", code: .notSupported)
    }
    let offers = try state.offers(of: model)
    let used = try offers.filter { try !state.connections(to: $0).isEmpty }
    if !used.isEmpty, !(argument.force ?? false) {
      throw WireError(
        "cannot destroy model: model has \(used.count) offer\(used.count == 1 ? "" : "s") in use")
    }
    for offer in offers { try state.remove(offer) }
    for saas in try state.saas(of: model) { try state.remove(saas) }
    try state.database.run("DELETE FROM juju_model WHERE id = ?", model.id)
  }
}
