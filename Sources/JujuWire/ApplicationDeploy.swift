/// Applications to deploy.
package struct ApplicationsDeploy: Codable, Sendable, Hashable {
  package var applications: [ApplicationDeploy]

  package init(applications: [ApplicationDeploy] = []) {
    self.applications = applications
  }
}

/// An application to deploy from a charm that was added before.
package struct ApplicationDeploy: Codable, Sendable, Hashable {
  package var application: String
  package var charmURL: String
  package var charmOrigin: CharmOrigin?
  package var channel: String
  package var unitCount: Int
  package var config: [String: String]?
  package var configYAML: String
  package var constraints: Constraints
  package var placement: [Placement]?
  package var policy: String?
  package var storage: [String: StorageConstraints]?
  package var devices: [String: StorageConstraints]?
  package var attachStorage: [String]?
  package var endpointBindings: [String: String]?
  package var resources: [String: String]?
  package var force: Bool

  private enum CodingKeys: String, CodingKey {
    case application
    case charmURL = "charm-url"
    case charmOrigin = "charm-origin"
    case channel
    case unitCount = "num-units"
    case config
    case configYAML = "config-yaml"
    case constraints
    case placement
    case policy
    case storage
    case devices
    case attachStorage = "attach-storage"
    case endpointBindings = "endpoint-bindings"
    case resources
    case force = "Force"
  }

  package init(
    application: String, charmURL: String, charmOrigin: CharmOrigin? = nil, channel: String = "",
    unitCount: Int, config: [String: String]? = nil, configYAML: String = "",
    constraints: Constraints, placement: [Placement]? = nil, policy: String? = nil,
    storage: [String: StorageConstraints]? = nil, devices: [String: StorageConstraints]? = nil,
    attachStorage: [String]? = nil, endpointBindings: [String: String]? = nil,
    resources: [String: String]? = nil, force: Bool = false
  ) {
    self.application = application
    self.charmURL = charmURL
    self.charmOrigin = charmOrigin
    self.channel = channel
    self.unitCount = unitCount
    self.config = config
    self.configYAML = configYAML
    self.constraints = constraints
    self.placement = placement
    self.policy = policy
    self.storage = storage
    self.devices = devices
    self.attachStorage = attachStorage
    self.endpointBindings = endpointBindings
    self.resources = resources
    self.force = force
  }
}

/// Applications to deploy, charms looked up by the controller.
package struct DeployFromRepositoryArguments: Codable, Sendable, Hashable {
  package var arguments: [DeployFromRepositoryArgument]

  private enum CodingKeys: String, CodingKey {
    case arguments = "Args"
  }

  package init(arguments: [DeployFromRepositoryArgument] = []) {
    self.arguments = arguments
  }
}

/// An application to deploy.
package struct DeployFromRepositoryArgument: Codable, Sendable, Hashable {
  package var charmName: String
  /// Empty means the name of the charm.
  package var applicationName: String
  package var attachStorage: [String]
  package var base: OSBase?
  package var channel: String?
  package var configYAML: String
  package var constraints: Constraints
  package var devices: [String: StorageConstraints]
  package var dryRun: Bool
  package var endpointBindings: [String: String]?
  package var force: Bool?
  /// Nil means one.
  package var unitCount: Int?
  package var placement: [Placement]
  package var revision: Int?
  package var resources: [String: String]?
  package var storage: [String: StorageConstraints]
  package var trust: Bool

  private enum CodingKeys: String, CodingKey {
    case charmName = "CharmName"
    case applicationName = "ApplicationName"
    case attachStorage = "AttachStorage"
    case base
    case channel
    case configYAML = "ConfigYAML"
    case constraints = "Cons"
    case devices = "Devices"
    case dryRun = "DryRun"
    case endpointBindings = "endpoint-bindings"
    case force
    case unitCount = "num-units"
    case placement = "Placement"
    case revision
    case resources
    case storage = "Storage"
    case trust = "Trust"
  }

  package init(
    charmName: String, applicationName: String = "", attachStorage: [String] = [],
    base: OSBase? = nil, channel: String? = nil, configYAML: String = "",
    constraints: Constraints = .init(), devices: [String: StorageConstraints] = [:],
    dryRun: Bool = false, endpointBindings: [String: String]? = nil, force: Bool? = nil,
    unitCount: Int? = nil, placement: [Placement] = [], revision: Int? = nil,
    resources: [String: String]? = nil, storage: [String: StorageConstraints] = [:],
    trust: Bool = false
  ) {
    self.charmName = charmName
    self.applicationName = applicationName
    self.attachStorage = attachStorage
    self.base = base
    self.channel = channel
    self.configYAML = configYAML
    self.constraints = constraints
    self.devices = devices
    self.dryRun = dryRun
    self.endpointBindings = endpointBindings
    self.force = force
    self.unitCount = unitCount
    self.placement = placement
    self.revision = revision
    self.resources = resources
    self.storage = storage
    self.trust = trust
  }
}

/// One answer per application.
package struct DeployFromRepositoryResults: Codable, Sendable, Hashable {
  package var results: [DeployFromRepositoryResult]

  private enum CodingKeys: String, CodingKey {
    case results = "Results"
  }

  package init(results: [DeployFromRepositoryResult] = []) {
    self.results = results
  }
}

/// What was deployed, or what kept it from being.
package struct DeployFromRepositoryResult: Codable, Sendable, Hashable {
  package var errors: [WireError]
  package var info: DeployedApplication
  package var pendingResourceUploads: [PendingResourceUpload]

  private enum CodingKeys: String, CodingKey {
    case errors = "Errors"
    case info = "Info"
    case pendingResourceUploads = "PendingResourceUploads"
  }

  package init(
    errors: [WireError] = [], info: DeployedApplication,
    pendingResourceUploads: [PendingResourceUpload] = []
  ) {
    self.errors = errors
    self.info = info
    self.pendingResourceUploads = pendingResourceUploads
  }
}

/// What was deployed.
package struct DeployedApplication: Codable, Sendable, Hashable {
  package var name: String
  package var architecture: String
  package var base: OSBase?
  package var channel: String
  package var effectiveChannel: String?
  package var revision: Int

  private enum CodingKeys: String, CodingKey {
    case name
    case architecture
    case base
    case channel
    case effectiveChannel = "effective-channel"
    case revision
  }

  package init(
    name: String = "", architecture: String = "", base: OSBase? = nil, channel: String = "",
    effectiveChannel: String? = nil, revision: Int = 0
  ) {
    self.name = name
    self.architecture = architecture
    self.base = base
    self.channel = channel
    self.effectiveChannel = effectiveChannel
    self.revision = revision
  }
}

/// A resource the client has to upload.
package struct PendingResourceUpload: Codable, Sendable, Hashable {
  package var name: String
  package var filename: String
  package var type: String

  private enum CodingKeys: String, CodingKey {
    case name = "Name"
    case filename = "Filename"
    case type = "Type"
  }

  package init(name: String, filename: String, type: String) {
    self.name = name
    self.filename = filename
    self.type = type
  }
}

/// Where a unit is to go.
package struct Placement: Codable, Sendable, Hashable {
  package var scope: String
  package var directive: String

  package init(scope: String, directive: String) {
    self.scope = scope
    self.directive = directive
  }
}

/// How much storage of which kind.
package struct StorageConstraints: Codable, Sendable, Hashable {
  package var pool: String
  package var size: Int
  package var count: Int

  private enum CodingKeys: String, CodingKey {
    case pool = "Pool"
    case size = "Size"
    case count = "Count"
  }

  package init(pool: String = "", size: Int = 0, count: Int = 0) {
    self.pool = pool
    self.size = size
    self.count = count
  }
}
