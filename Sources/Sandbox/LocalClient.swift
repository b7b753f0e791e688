/// What the client files of a person who works with the sandbox's controllers would hold.
///
/// Juju's own client keeps this in `controllers.yaml`, `accounts.yaml` and `models.yaml`; the
/// sandbox keeps it beside its controllers, so that it is there without any file.
package struct LocalClient: Sendable, Hashable {
  /// Sorted by name.
  package var controllers: [LocalController]
  /// The name of the current controller; empty only in an empty sandbox.
  package var currentController: String

  package init(controllers: [LocalController], currentController: String) {
    self.controllers = controllers
    self.currentController = currentController
  }
}

/// One controller as a client knows it.
package struct LocalController: Sendable, Hashable {
  package var name: String
  package var uuid: String
  /// `host:port`, each an address the controller answers on.
  package var apiEndpoints: [String]
  /// The certificate of the controller's own authority, PEM.
  package var caCertificate: String
  package var cloud: String
  package var region: String
  /// `3.6.8`.
  package var agentVersion: String
  package var machineCount: Int
  /// Who the client logs in as.
  package var user: String
  /// All users of the controller with the passwords the sandbox knows, sorted by name. Juju's own
  /// client remembers only one of them.
  package var accounts: [LocalAccount]
  /// The models the user may see, sorted by qualified name.
  package var models: [LocalModel]
  /// The qualified name of the current model, `admin/default`.
  package var currentModel: String?

  package init(
    name: String, uuid: String, apiEndpoints: [String], caCertificate: String, cloud: String,
    region: String, agentVersion: String, machineCount: Int, user: String,
    accounts: [LocalAccount], models: [LocalModel], currentModel: String?
  ) {
    self.name = name
    self.uuid = uuid
    self.apiEndpoints = apiEndpoints
    self.caCertificate = caCertificate
    self.cloud = cloud
    self.region = region
    self.agentVersion = agentVersion
    self.machineCount = machineCount
    self.user = user
    self.accounts = accounts
    self.models = models
    self.currentModel = currentModel
  }
}

/// A user of a sandbox controller with what it takes to log in.
package struct LocalAccount: Sendable, Hashable {
  package var user: String
  package var password: String
  /// `login` or `superuser`.
  package var access: String

  package init(user: String, password: String, access: String) {
    self.user = user
    self.password = password
    self.access = access
  }
}

/// A model as a client knows it.
package struct LocalModel: Sendable, Hashable {
  /// `admin/default`.
  package var qualifiedName: String
  package var uuid: String
  /// `iaas` or `caas`.
  package var type: String

  package init(qualifiedName: String, uuid: String, type: String) {
    self.qualifiedName = qualifiedName
    self.uuid = uuid
    self.type = type
  }
}
