package import JSON

/// One answer per model.
package struct ModelInfoResults: Codable, Sendable, Hashable {
  package var results: [ModelInfoResult]

  package init(results: [ModelInfoResult] = []) {
    self.results = results
  }
}

/// A model, or why it cannot be shown.
package struct ModelInfoResult: Codable, Sendable, Hashable {
  package var result: ModelInfo?
  package var error: WireError?

  package init(result: ModelInfo? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// A model in full.
package struct ModelInfo: Codable, Sendable, Hashable {
  package var name: String
  /// `iaas` or `caas`.
  package var type: String
  package var uuid: String
  package var controllerUUID: String
  package var isController: Bool
  package var providerType: String?
  package var defaultSeries: String?
  package var defaultBase: String?
  package var cloudTag: Tag
  package var cloudRegion: String?
  package var cloudCredentialTag: Tag?
  package var cloudCredentialValidity: Bool?
  package var ownerTag: Tag
  package var life: Life
  package var status: EntityStatus?
  /// All of them only for those who manage the model.
  package var users: [ModelUser]
  package var machines: [ModelMachine]
  package var migration: ModelMigrationStatus?
  package var sla: ModelSLA
  package var agentVersion: String
  package var secretBackends: [RawJSON]
  package var supportedFeatures: [SupportedFeature]?

  private enum CodingKeys: String, CodingKey {
    case name
    case type
    case uuid
    case controllerUUID = "controller-uuid"
    case isController = "is-controller"
    case providerType = "provider-type"
    case defaultSeries = "default-series"
    case defaultBase = "default-base"
    case cloudTag = "cloud-tag"
    case cloudRegion = "cloud-region"
    case cloudCredentialTag = "cloud-credential-tag"
    case cloudCredentialValidity = "cloud-credential-validity"
    case ownerTag = "owner-tag"
    case life
    case status
    case users
    case machines
    case migration
    case sla
    case agentVersion = "agent-version"
    case secretBackends = "secret-backends"
    case supportedFeatures = "supported-features"
  }

  package init(
    name: String, type: String, uuid: String, controllerUUID: String, isController: Bool = false,
    providerType: String? = nil, defaultSeries: String? = nil, defaultBase: String? = nil,
    cloudTag: Tag, cloudRegion: String? = nil, cloudCredentialTag: Tag? = nil,
    cloudCredentialValidity: Bool? = nil, ownerTag: Tag, life: Life, status: EntityStatus? = nil,
    users: [ModelUser] = [], machines: [ModelMachine] = [], migration: ModelMigrationStatus? = nil,
    sla: ModelSLA, agentVersion: String, secretBackends: [RawJSON] = [],
    supportedFeatures: [SupportedFeature]? = nil
  ) {
    self.name = name
    self.type = type
    self.uuid = uuid
    self.controllerUUID = controllerUUID
    self.isController = isController
    self.providerType = providerType
    self.defaultSeries = defaultSeries
    self.defaultBase = defaultBase
    self.cloudTag = cloudTag
    self.cloudRegion = cloudRegion
    self.cloudCredentialTag = cloudCredentialTag
    self.cloudCredentialValidity = cloudCredentialValidity
    self.ownerTag = ownerTag
    self.life = life
    self.status = status
    self.users = users
    self.machines = machines
    self.migration = migration
    self.sla = sla
    self.agentVersion = agentVersion
    self.secretBackends = secretBackends
    self.supportedFeatures = supportedFeatures
  }
}

/// A user's access to a model.
package struct ModelUser: Codable, Sendable, Hashable {
  package var user: String
  package var displayName: String
  package var lastConnection: WireTime?
  package var access: ModelAccess
  package var modelTag: Tag

  private enum CodingKeys: String, CodingKey {
    case user
    case displayName = "display-name"
    case lastConnection = "last-connection"
    case access
    case modelTag = "model-tag"
  }

  package init(
    user: String, displayName: String = "", lastConnection: WireTime? = nil, access: ModelAccess,
    modelTag: Tag
  ) {
    self.user = user
    self.displayName = displayName
    self.lastConnection = lastConnection
    self.access = access
    self.modelTag = modelTag
  }
}

/// A machine in a list of models.
package struct ModelMachine: Codable, Sendable, Hashable {
  package var id: String
  package var hardware: MachineHardware?
  package var instanceID: String?
  package var displayName: String?
  package var status: StatusWord?
  package var message: String?
  package var hasVote: Bool?
  package var wantsVote: Bool?
  package var haPrimary: Bool?

  private enum CodingKeys: String, CodingKey {
    case id
    case hardware
    case instanceID = "instance-id"
    case displayName = "display-name"
    case status
    case message
    case hasVote = "has-vote"
    case wantsVote = "wants-vote"
    case haPrimary = "ha-primary"
  }

  package init(
    id: String, hardware: MachineHardware? = nil, instanceID: String? = nil,
    displayName: String? = nil, status: StatusWord? = nil, message: String? = nil,
    hasVote: Bool? = nil, wantsVote: Bool? = nil, haPrimary: Bool? = nil
  ) {
    self.id = id
    self.hardware = hardware
    self.instanceID = instanceID
    self.displayName = displayName
    self.status = status
    self.message = message
    self.hasVote = hasVote
    self.wantsVote = wantsVote
    self.haPrimary = haPrimary
  }
}

/// What a machine is.
package struct MachineHardware: Codable, Sendable, Hashable {
  package var architecture: String?
  package var availabilityZone: String?
  package var cores: Int?
  package var cpuPower: Int?
  /// MiB.
  package var memory: Int?
  /// MiB.
  package var rootDisk: Int?
  package var tags: [String]?
  package var virtType: String?

  private enum CodingKeys: String, CodingKey {
    case architecture = "arch"
    case availabilityZone = "availability-zone"
    case cores
    case cpuPower = "cpu-power"
    case memory = "mem"
    case rootDisk = "root-disk"
    case tags
    case virtType = "virt-type"
  }

  package init(
    architecture: String? = nil, availabilityZone: String? = nil, cores: Int? = nil,
    cpuPower: Int? = nil, memory: Int? = nil, rootDisk: Int? = nil, tags: [String]? = nil,
    virtType: String? = nil
  ) {
    self.architecture = architecture
    self.availabilityZone = availabilityZone
    self.cores = cores
    self.cpuPower = cpuPower
    self.memory = memory
    self.rootDisk = rootDisk
    self.tags = tags
    self.virtType = virtType
  }
}

/// Something a model's controller can do that charms may ask for.
package struct SupportedFeature: Codable, Sendable, Hashable {
  package var name: String
  package var description: String
  package var version: String?

  package init(name: String, description: String, version: String? = nil) {
    self.name = name
    self.description = description
    self.version = version
  }
}
