/// Asks for the models of a user.
package struct ModelSummariesRequest: Codable, Sendable, Hashable {
  package var userTag: Tag
  /// Every model of the controller, for superusers.
  package var all: Bool?

  private enum CodingKeys: String, CodingKey {
    case userTag = "user-tag"
    case all
  }

  package init(userTag: Tag, all: Bool? = nil) {
    self.userTag = userTag
    self.all = all
  }
}

/// The models of a user.
package struct ModelSummaryResults: Codable, Sendable, Hashable {
  package var results: [ModelSummaryResult]

  package init(results: [ModelSummaryResult] = []) {
    self.results = results
  }
}

/// A model, or why it cannot be shown.
package struct ModelSummaryResult: Codable, Sendable, Hashable {
  package var result: ModelSummary?
  package var error: WireError?

  package init(result: ModelSummary? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// A model as `models` lists it.
package struct ModelSummary: Codable, Sendable, Hashable {
  package var name: String
  package var uuid: String
  /// `iaas` or `caas`.
  package var type: String
  package var controllerUUID: String
  package var isController: Bool
  package var providerType: String?
  package var defaultSeries: String?
  package var cloudTag: Tag
  package var cloudRegion: String?
  package var cloudCredentialTag: Tag?
  package var ownerTag: Tag
  package var life: Life
  package var status: EntityStatus?
  package var userAccess: ModelAccess
  /// Of the user who asks.
  package var lastConnection: WireTime?
  package var counts: [ModelEntityCount]
  package var migration: ModelMigrationStatus?
  package var sla: ModelSLA
  package var agentVersion: String

  private enum CodingKeys: String, CodingKey {
    case name
    case uuid
    case type
    case controllerUUID = "controller-uuid"
    case isController = "is-controller"
    case providerType = "provider-type"
    case defaultSeries = "default-series"
    case cloudTag = "cloud-tag"
    case cloudRegion = "cloud-region"
    case cloudCredentialTag = "cloud-credential-tag"
    case ownerTag = "owner-tag"
    case life
    case status
    case userAccess = "user-access"
    case lastConnection = "last-connection"
    case counts
    case migration
    case sla
    case agentVersion = "agent-version"
  }

  package init(
    name: String, uuid: String, type: String, controllerUUID: String, isController: Bool = false,
    providerType: String? = nil, defaultSeries: String? = nil, cloudTag: Tag,
    cloudRegion: String? = nil, cloudCredentialTag: Tag? = nil, ownerTag: Tag, life: Life,
    status: EntityStatus? = nil, userAccess: ModelAccess, lastConnection: WireTime? = nil,
    counts: [ModelEntityCount] = [], migration: ModelMigrationStatus? = nil, sla: ModelSLA,
    agentVersion: String
  ) {
    self.name = name
    self.uuid = uuid
    self.type = type
    self.controllerUUID = controllerUUID
    self.isController = isController
    self.providerType = providerType
    self.defaultSeries = defaultSeries
    self.cloudTag = cloudTag
    self.cloudRegion = cloudRegion
    self.cloudCredentialTag = cloudCredentialTag
    self.ownerTag = ownerTag
    self.life = life
    self.status = status
    self.userAccess = userAccess
    self.lastConnection = lastConnection
    self.counts = counts
    self.migration = migration
    self.sla = sla
    self.agentVersion = agentVersion
  }
}

/// How many of what a model has.
package struct ModelEntityCount: Codable, Sendable, Hashable {
  /// `machines`, `cores` or `units`.
  package var entity: String
  package var count: Int

  package init(entity: String, count: Int) {
    self.entity = entity
    self.count = count
  }
}

/// How far the move of a model to another controller is.
package struct ModelMigrationStatus: Codable, Sendable, Hashable {
  package var status: String
  package var start: WireTime?
  package var end: WireTime?

  package init(status: String, start: WireTime? = nil, end: WireTime? = nil) {
    self.status = status
    self.start = start
    self.end = end
  }
}

/// The support level of a model.
package struct ModelSLA: Codable, Sendable, Hashable {
  package var level: String
  package var owner: String

  package init(level: String, owner: String) {
    self.level = level
    self.owner = owner
  }
}

/// The models of a user.
package struct UserModelList: Codable, Sendable, Hashable {
  package var userModels: [UserModel]

  private enum CodingKeys: String, CodingKey {
    case userModels = "user-models"
  }

  package init(userModels: [UserModel] = []) {
    self.userModels = userModels
  }
}

/// A model and when the user was there last.
package struct UserModel: Codable, Sendable, Hashable {
  package var model: Model
  package var lastConnection: WireTime?

  private enum CodingKeys: String, CodingKey {
    case model
    case lastConnection = "last-connection"
  }

  package init(model: Model, lastConnection: WireTime? = nil) {
    self.model = model
    self.lastConnection = lastConnection
  }
}

/// A model by name and identity.
package struct Model: Codable, Sendable, Hashable {
  package var name: String
  package var uuid: String
  /// `iaas` or `caas`.
  package var type: String
  package var ownerTag: Tag

  private enum CodingKeys: String, CodingKey {
    case name
    case uuid
    case type
    case ownerTag = "owner-tag"
  }

  package init(name: String, uuid: String, type: String, ownerTag: Tag) {
    self.name = name
    self.uuid = uuid
    self.type = type
    self.ownerTag = ownerTag
  }
}
