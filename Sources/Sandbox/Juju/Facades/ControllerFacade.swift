import JSON
import JujuWire

extension ServedFacade {
  /// The controller itself.
  static let controller = ServedFacade(
    ControllerFacade.facade,
    [
      ServedMethod(ControllerFacade.modifyAccess) { call, parameters in
        try call.each(parameters.changes) { try call.modifyControllerAccess($0) }
      },
      ServedMethod(ControllerFacade.allModels) { call, _ in
        try call.requireSuperuser()
        return UserModelList(
          userModels: try call.visibleModels(to: call.user.name, all: true).map {
            try call.userModel($0, of: call.user.name)
          })
      },
      ServedMethod(ControllerFacade.apiInfoForModels) { call, parameters in
        ControllerAPIResults(
          results: try call.each(
            parameters.entities,
            { entity in
              _ = try call.model(entity.tag)
              return ControllerAPIResult(
                addresses: call.controller.endpoints,
                caCertificate: call.controller.caCertificate)
            }, failed: { ControllerAPIResult(error: $0) }))
      },
      ServedMethod(ControllerFacade.watchAllModels) { call, _ in
        try call.requireSuperuser()
        return AllWatcherID(watcherID: call.session.addWatcher(.controller))
      },
      ServedMethod(ControllerFacade.version) { call, _ in
        ControllerVersion(version: call.controller.version, gitCommit: "")
      },
      ServedMethod(ControllerFacade.config) { call, _ in
        ControllerConfiguration(config: [
          "api-port": try WireJSON.raw(call.controller.port),
          "ca-cert": try WireJSON.raw(call.controller.caCertificate),
          "controller-name": try WireJSON.raw(call.controller.name),
          "controller-uuid": try WireJSON.raw(call.controller.uuid),
        ])
      },
    ])

  /// The cloud the sandbox stands for.
  static let cloud = ServedFacade(
    CloudFacade.facade,
    [
      ServedMethod(CloudFacade.clouds) { call, _ in
        CloudsResult(clouds: [Tag.cloud(call.controller.cloud).rawValue: call.cloud])
      },
      ServedMethod(CloudFacade.cloud) { call, parameters in
        CloudResults(
          results: parameters.entities.map { entity in
            let name = entity.tag.id(of: .cloud) ?? ""
            return name == call.controller.cloud
              ? CloudResult(cloud: call.cloud)
              : CloudResult(error: WireError.notFound("cloud \(name.quoted)"))
          })
      },
    ])
}

extension Call {
  fileprivate var cloud: Cloud {
    Cloud(
      type: controller.cloudType, authTypes: ["certificate"],
      regions: [CloudRegion(name: controller.region)], isControllerCloud: true)
  }

  fileprivate func modifyControllerAccess(_ change: ModifyControllerAccess) throws {
    let failure = "could not modify controller access"
    try requireSuperuser()
    guard change.access.isKnown else {
      throw WireError("\(change.access.rawValue.quoted) controller access not valid")
        .because(failure)
    }
    let name: String
    do {
      name = try userName(change.userTag)
    } catch let error as WireError {
      throw error.because(failure)
    }
    guard let target = try state.user(name, of: controller) else {
      throw WireError.notFound("user \(name.quoted)").because(failure)
    }
    switch change.action {
    case .grant:
      if target.access.includes(change.access) {
        throw WireError("user already has \(change.access.rawValue.quoted) access or greater")
          .because("could not grant controller access")
      }
      try setAccess(change.access, of: target)
    case .revoke:
      guard target.access.includes(change.access) else {
        throw WireError.notFound("controller access for user \(name.quoted)")
          .because("could not revoke controller access")
      }
      let left = ControllerAccess.known.last { $0.rank < change.access.rank }
      try setAccess(left ?? .unset, of: target)
    case .other(let action):
      throw WireError("unknown action \(action.quoted)")
    }
  }

  private func setAccess(_ access: ControllerAccess, of target: UserRecord) throws {
    try state.database.run(
      "UPDATE juju_user SET access = ? WHERE id = ?", access.rawValue, target.id)
  }
}
