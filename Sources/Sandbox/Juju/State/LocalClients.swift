import JujuWire

extension JujuState {
  /// Returns what the local client of the sandbox's user knows.
  func localClient() throws -> LocalClient {
    let current = try database.first(
      "SELECT name FROM juju_controller WHERE is_current = 1"
    ) { $0.text(0) }
    return LocalClient(
      controllers: try controllers().map(localController), currentController: current ?? "")
  }

  private func localController(_ controller: ControllerRecord) throws -> LocalController {
    let client = try database.first(
      "SELECT client_user, client_model FROM juju_controller WHERE id = ?", controller.id
    ) { (user: $0.text(0), model: $0.optionalID(1)) }
    let user = client?.user ?? ""
    let isSuperuser = try isSuperuser(user, of: controller)
    let models = try models(of: controller).filter { model in
      try isSuperuser || grantedAccess(of: user, to: model) != .unset
    }
    let current = try client?.model.flatMap { try model(id: $0) }?.qualifiedName
    return LocalController(
      name: controller.name, uuid: controller.uuid, apiEndpoints: controller.endpoints,
      caCertificate: controller.caCertificate, cloud: controller.cloud, region: controller.region,
      agentVersion: controller.version, machineCount: 1, user: user,
      accounts: try users(of: controller).map {
        LocalAccount(user: $0.name, password: $0.password, access: $0.access.rawValue)
      },
      models: models.map {
        LocalModel(qualifiedName: $0.qualifiedName, uuid: $0.uuid, type: "iaas")
      }.sorted { $0.qualifiedName < $1.qualifiedName },
      currentModel: current)
  }

  /// Makes a controller, and a model of it, the local client's current ones.
  func makeCurrent(_ controller: ControllerRecord, model: ModelRecord?) throws {
    try database.run("UPDATE juju_controller SET is_current = (id = ?)", controller.id)
    if let model {
      try database.run(
        "UPDATE juju_controller SET client_model = ? WHERE id = ?", model.id, controller.id)
    }
  }
}
