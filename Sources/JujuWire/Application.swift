package import JSON

/// Applications and relations of one model.
package enum ApplicationFacade {
  package static let facade = Facade("Application", versions: 15...20, on: .model)

  package static let deploy = FacadeMethod<ApplicationsDeploy, ErrorResults>(
    facade, "Deploy", .write)
  package static let deployFromRepository = FacadeMethod<
    DeployFromRepositoryArguments, DeployFromRepositoryResults
  >(facade, "DeployFromRepository", .write, since: 19)
  package static let get = FacadeMethod<ApplicationGet, ApplicationGetResults>(
    facade, "Get", .read)
  package static let applicationsInfo = FacadeMethod<Entities, ApplicationInfoResults>(
    facade, "ApplicationsInfo", .read)
  package static let unitsInfo = FacadeMethod<Entities, UnitInfoResults>(
    facade, "UnitsInfo", .read)
  package static let expose = FacadeMethod<ApplicationExpose, Empty>(facade, "Expose", .write)
  package static let unexpose = FacadeMethod<ApplicationUnexpose, Empty>(
    facade, "Unexpose", .write)
  package static let destroyApplication = FacadeMethod<
    DestroyApplicationsRequest, DestroyApplicationResults
  >(facade, "DestroyApplication", .destroy)
  package static let consume = FacadeMethod<ConsumeApplicationArguments, ErrorResults>(
    facade, "Consume", .write)
  package static let destroyConsumedApplications = FacadeMethod<
    DestroyConsumedApplicationsRequest, ErrorResults
  >(facade, "DestroyConsumedApplications", .destroy)
  package static let addRelation = FacadeMethod<AddRelation, AddRelationResults>(
    facade, "AddRelation", .write)
  package static let destroyRelation = FacadeMethod<DestroyRelation, Empty>(
    facade, "DestroyRelation", .destroy)
  package static let setRelationsSuspended = FacadeMethod<RelationSuspendedArguments, ErrorResults>(
    facade, "SetRelationsSuspended", .write)
  package static let charmRelations = FacadeMethod<
    ApplicationCharmRelations, ApplicationCharmRelationsResults
  >(facade, "CharmRelations", .read)
}

/// Asks for the configuration of an application.
package struct ApplicationGet: Codable, Sendable, Hashable {
  package var application: String
  package var branch: String

  package init(application: String, branch: String = "") {
    self.application = application
    self.branch = branch
  }
}

/// The configuration of an application.
package struct ApplicationGetResults: Codable, Sendable, Hashable {
  package var application: String
  package var charm: String
  package var config: [String: RawJSON]
  package var applicationConfig: [String: RawJSON]?
  package var constraints: Constraints
  package var base: OSBase
  package var channel: String
  /// Spaces by endpoint; the entry "" is the default.
  package var endpointBindings: [String: String]?

  private enum CodingKeys: String, CodingKey {
    case application
    case charm
    case config
    case applicationConfig = "application-config"
    case constraints
    case base
    case channel
    case endpointBindings = "endpoint-bindings"
  }

  package init(
    application: String, charm: String, config: [String: RawJSON] = [:],
    applicationConfig: [String: RawJSON]? = nil, constraints: Constraints, base: OSBase,
    channel: String, endpointBindings: [String: String]? = nil
  ) {
    self.application = application
    self.charm = charm
    self.config = config
    self.applicationConfig = applicationConfig
    self.constraints = constraints
    self.base = base
    self.channel = channel
    self.endpointBindings = endpointBindings
  }
}

/// One answer per application.
package struct ApplicationInfoResults: Codable, Sendable, Hashable {
  package var results: [ApplicationInfoResult]

  package init(results: [ApplicationInfoResult] = []) {
    self.results = results
  }
}

/// An application, or why there is none.
package struct ApplicationInfoResult: Codable, Sendable, Hashable {
  package var result: ApplicationResult?
  package var error: WireError?

  package init(result: ApplicationResult? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// What `show-application` shows.
package struct ApplicationResult: Codable, Sendable, Hashable {
  package var tag: Tag
  package var charm: String?
  package var base: OSBase?
  package var channel: String?
  package var constraints: Constraints?
  package var principal: Bool
  package var exposed: Bool
  package var exposedEndpoints: [String: ExposedEndpoint]?
  package var remote: Bool
  package var life: Life
  /// Spaces by endpoint; the entry "" is the default.
  package var endpointBindings: [String: String]?

  private enum CodingKeys: String, CodingKey {
    case tag
    case charm
    case base
    case channel
    case constraints
    case principal
    case exposed
    case exposedEndpoints = "exposed-endpoints"
    case remote
    case life
    case endpointBindings = "endpoint-bindings"
  }

  package init(
    tag: Tag, charm: String? = nil, base: OSBase? = nil, channel: String? = nil,
    constraints: Constraints? = nil, principal: Bool = false, exposed: Bool = false,
    exposedEndpoints: [String: ExposedEndpoint]? = nil, remote: Bool = false, life: Life,
    endpointBindings: [String: String]? = nil
  ) {
    self.tag = tag
    self.charm = charm
    self.base = base
    self.channel = channel
    self.constraints = constraints
    self.principal = principal
    self.exposed = exposed
    self.exposedEndpoints = exposedEndpoints
    self.remote = remote
    self.life = life
    self.endpointBindings = endpointBindings
  }
}

/// From where an exposed endpoint can be reached.
package struct ExposedEndpoint: Codable, Sendable, Hashable {
  package var exposeToCIDRs: [String]?
  package var exposeToSpaces: [String]?

  private enum CodingKeys: String, CodingKey {
    case exposeToCIDRs = "expose-to-cidrs"
    case exposeToSpaces = "expose-to-spaces"
  }

  package init(exposeToCIDRs: [String]? = nil, exposeToSpaces: [String]? = nil) {
    self.exposeToCIDRs = exposeToCIDRs
    self.exposeToSpaces = exposeToSpaces
  }
}

/// Opens an application to the outside.
package struct ApplicationExpose: Codable, Sendable, Hashable {
  package var application: String
  package var exposedEndpoints: [String: ExposedEndpoint]?

  private enum CodingKeys: String, CodingKey {
    case application
    case exposedEndpoints = "exposed-endpoints"
  }

  package init(application: String, exposedEndpoints: [String: ExposedEndpoint]? = nil) {
    self.application = application
    self.exposedEndpoints = exposedEndpoints
  }
}

/// Closes an application, or some of its endpoints.
package struct ApplicationUnexpose: Codable, Sendable, Hashable {
  package var application: String
  package var exposedEndpoints: [String]

  private enum CodingKeys: String, CodingKey {
    case application
    case exposedEndpoints = "exposed-endpoints"
  }

  package init(application: String, exposedEndpoints: [String] = []) {
    self.application = application
    self.exposedEndpoints = exposedEndpoints
  }
}

/// Applications to remove.
package struct DestroyApplicationsRequest: Codable, Sendable, Hashable {
  package var applications: [DestroyApplicationRequest]

  package init(applications: [DestroyApplicationRequest] = []) {
    self.applications = applications
  }
}

/// An application to remove.
package struct DestroyApplicationRequest: Codable, Sendable, Hashable {
  package var applicationTag: Tag
  package var destroyStorage: Bool?
  package var force: Bool
  package var maxWaitNanoseconds: Int?
  package var dryRun: Bool?

  private enum CodingKeys: String, CodingKey {
    case applicationTag = "application-tag"
    case destroyStorage = "destroy-storage"
    case force
    case maxWaitNanoseconds = "max-wait"
    case dryRun = "dry-run"
  }

  package init(
    applicationTag: Tag, destroyStorage: Bool? = nil, force: Bool = false,
    maxWaitNanoseconds: Int? = nil, dryRun: Bool? = nil
  ) {
    self.applicationTag = applicationTag
    self.destroyStorage = destroyStorage
    self.force = force
    self.maxWaitNanoseconds = maxWaitNanoseconds
    self.dryRun = dryRun
  }
}

/// One answer per application.
package struct DestroyApplicationResults: Codable, Sendable, Hashable {
  package var results: [DestroyApplicationResult]

  package init(results: [DestroyApplicationResult] = []) {
    self.results = results
  }
}

/// What goes with an application, or why it stays.
package struct DestroyApplicationResult: Codable, Sendable, Hashable {
  package var info: DestroyedApplication?
  package var error: WireError?

  package init(info: DestroyedApplication? = nil, error: WireError? = nil) {
    self.info = info
    self.error = error
  }
}

/// What goes with an application.
package struct DestroyedApplication: Codable, Sendable, Hashable {
  package var destroyedStorage: [Entity]?
  package var destroyedUnits: [Entity]?
  package var detachedStorage: [Entity]?

  private enum CodingKeys: String, CodingKey {
    case destroyedStorage = "destroyed-storage"
    case destroyedUnits = "destroyed-units"
    case detachedStorage = "detached-storage"
  }

  package init(
    destroyedStorage: [Entity]? = nil, destroyedUnits: [Entity]? = nil,
    detachedStorage: [Entity]? = nil
  ) {
    self.destroyedStorage = destroyedStorage
    self.destroyedUnits = destroyedUnits
    self.detachedStorage = detachedStorage
  }
}

/// Asks for the endpoint names of an application.
package struct ApplicationCharmRelations: Codable, Sendable, Hashable {
  package var application: String

  package init(application: String) {
    self.application = application
  }
}

/// The endpoint names of an application.
package struct ApplicationCharmRelationsResults: Codable, Sendable, Hashable {
  package var charmRelations: [String]

  private enum CodingKeys: String, CodingKey {
    case charmRelations = "charm-relations"
  }

  package init(charmRelations: [String] = []) {
    self.charmRelations = charmRelations
  }
}
