package import JSON

/// The controller itself.
package enum ControllerFacade {
  package static let facade = Facade("Controller", versions: 11...12, on: .controller)

  package static let modifyAccess = FacadeMethod<ModifyControllerAccessRequest, ErrorResults>(
    facade, "ModifyControllerAccess", .write)
  package static let allModels = FacadeMethod<Empty, UserModelList>(facade, "AllModels", .read)
  package static let apiInfoForModels = FacadeMethod<Entities, ControllerAPIResults>(
    facade, "ControllerAPIInfoForModels", .read)
  package static let watchAllModels = FacadeMethod<Empty, AllWatcherID>(
    facade, "WatchAllModels", .read)
  package static let version = FacadeMethod<Empty, ControllerVersion>(
    facade, "ControllerVersion", .read)
  package static let config = FacadeMethod<Empty, ControllerConfiguration>(
    facade, "ControllerConfig", .read)
}

/// Changes to who may do what with the controller.
package struct ModifyControllerAccessRequest: Codable, Sendable, Hashable {
  package var changes: [ModifyControllerAccess]

  package init(changes: [ModifyControllerAccess] = []) {
    self.changes = changes
  }
}

/// Grants or revokes one access of one user to the controller.
package struct ModifyControllerAccess: Codable, Sendable, Hashable {
  package var userTag: Tag
  package var action: AccessAction
  package var access: ControllerAccess

  private enum CodingKeys: String, CodingKey {
    case userTag = "user-tag"
    case action
    case access
  }

  package init(userTag: Tag, action: AccessAction, access: ControllerAccess) {
    self.userTag = userTag
    self.action = action
    self.access = access
  }
}

/// One answer per model.
package struct ControllerAPIResults: Codable, Sendable, Hashable {
  package var results: [ControllerAPIResult]

  package init(results: [ControllerAPIResult] = []) {
    self.results = results
  }
}

/// Where the controller of a model answers.
package struct ControllerAPIResult: Codable, Sendable, Hashable {
  /// `host:port`.
  package var addresses: [String]
  package var caCertificate: String
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case addresses
    case caCertificate = "cacert"
    case error
  }

  package init(addresses: [String] = [], caCertificate: String = "", error: WireError? = nil) {
    self.addresses = addresses
    self.caCertificate = caCertificate
    self.error = error
  }
}

/// What runs on the controller.
package struct ControllerVersion: Codable, Sendable, Hashable {
  package var version: String
  package var gitCommit: String

  private enum CodingKeys: String, CodingKey {
    case version
    case gitCommit = "git-commit"
  }

  package init(version: String, gitCommit: String) {
    self.version = version
    self.gitCommit = gitCommit
  }
}

/// The settings of the controller.
package struct ControllerConfiguration: Codable, Sendable, Hashable {
  package var config: [String: RawJSON]

  package init(config: [String: RawJSON] = [:]) {
    self.config = config
  }
}
