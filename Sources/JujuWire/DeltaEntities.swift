package import JSON

/// The status of an entity as a watcher reports it.
package struct DeltaStatus: Codable, Sendable, Hashable {
  package var current: StatusWord
  package var message: String
  package var since: WireTime?
  package var version: String
  package var data: RawJSON?

  package init(
    current: StatusWord, message: String = "", since: WireTime? = nil, version: String = "",
    data: RawJSON? = nil
  ) {
    self.current = current
    self.message = message
    self.since = since
    self.version = version
    self.data = data
  }
}

/// A model in a delta.
package struct ModelEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var name: String
  package var life: Life
  package var owner: String
  package var controllerUUID: String
  package var isController: Bool
  package var config: [String: RawJSON]
  package var status: DeltaStatus
  package var constraints: Constraints
  package var sla: ModelSLA

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case name
    case life
    case owner
    case controllerUUID = "controller-uuid"
    case isController = "is-controller"
    case config
    case status
    case constraints
    case sla
  }

  package init(
    modelUUID: String, name: String, life: Life = .unset, owner: String = "",
    controllerUUID: String = "", isController: Bool = false, config: [String: RawJSON] = [:],
    status: DeltaStatus, constraints: Constraints = .init(),
    sla: ModelSLA = .init(level: "", owner: "")
  ) {
    self.modelUUID = modelUUID
    self.name = name
    self.life = life
    self.owner = owner
    self.controllerUUID = controllerUUID
    self.isController = isController
    self.config = config
    self.status = status
    self.constraints = constraints
    self.sla = sla
  }
}

/// An application in a delta.
package struct ApplicationEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var name: String
  package var exposed: Bool
  package var charmURL: String
  package var ownerTag: Tag
  package var life: Life
  package var minUnits: Int
  package var constraints: Constraints
  package var config: [String: RawJSON]?
  package var subordinate: Bool
  package var status: DeltaStatus
  package var workloadVersion: String

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case name
    case exposed
    case charmURL = "charm-url"
    case ownerTag = "owner-tag"
    case life
    case minUnits = "min-units"
    case constraints
    case config
    case subordinate
    case status
    case workloadVersion = "workload-version"
  }

  package init(
    modelUUID: String, name: String, exposed: Bool = false, charmURL: String = "",
    ownerTag: Tag = "", life: Life = .unset, minUnits: Int = 0, constraints: Constraints = .init(),
    config: [String: RawJSON]? = nil, subordinate: Bool = false, status: DeltaStatus,
    workloadVersion: String = ""
  ) {
    self.modelUUID = modelUUID
    self.name = name
    self.exposed = exposed
    self.charmURL = charmURL
    self.ownerTag = ownerTag
    self.life = life
    self.minUnits = minUnits
    self.constraints = constraints
    self.config = config
    self.subordinate = subordinate
    self.status = status
    self.workloadVersion = workloadVersion
  }
}

/// A SAAS application in a delta.
package struct RemoteApplicationEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var name: String
  package var offerUUID: String
  package var offerURL: String
  package var life: Life
  package var status: DeltaStatus

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case name
    case offerUUID = "offer-uuid"
    case offerURL = "offer-url"
    case life
    case status
  }

  package init(
    modelUUID: String, name: String, offerUUID: String = "", offerURL: String = "",
    life: Life = .unset, status: DeltaStatus
  ) {
    self.modelUUID = modelUUID
    self.name = name
    self.offerUUID = offerUUID
    self.offerURL = offerURL
    self.life = life
    self.status = status
  }
}

/// An offer in a delta.
package struct ApplicationOfferEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var offerName: String
  package var offerUUID: String
  package var applicationName: String
  package var charmName: String
  package var totalConnectedCount: Int
  package var activeConnectedCount: Int

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case offerName = "offer-name"
    case offerUUID = "offer-uuid"
    case applicationName = "application-name"
    case charmName = "charm-name"
    case totalConnectedCount = "total-connected-count"
    case activeConnectedCount = "active-connected-count"
  }

  package init(
    modelUUID: String, offerName: String, offerUUID: String = "", applicationName: String = "",
    charmName: String = "", totalConnectedCount: Int = 0, activeConnectedCount: Int = 0
  ) {
    self.modelUUID = modelUUID
    self.offerName = offerName
    self.offerUUID = offerUUID
    self.applicationName = applicationName
    self.charmName = charmName
    self.totalConnectedCount = totalConnectedCount
    self.activeConnectedCount = activeConnectedCount
  }
}

/// A relation in a delta.
package struct RelationEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var key: String
  package var id: Int
  package var endpoints: [RelationEntityEndpoint]

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case key
    case id
    case endpoints
  }

  package init(
    modelUUID: String, key: String, id: Int = 0, endpoints: [RelationEntityEndpoint] = []
  ) {
    self.modelUUID = modelUUID
    self.key = key
    self.id = id
    self.endpoints = endpoints
  }
}

/// One end of a relation in a delta.
package struct RelationEntityEndpoint: Codable, Sendable, Hashable {
  package var applicationName: String
  package var relation: CharmRelation

  private enum CodingKeys: String, CodingKey {
    case applicationName = "application-name"
    case relation
  }

  package init(applicationName: String, relation: CharmRelation) {
    self.applicationName = applicationName
    self.relation = relation
  }
}

/// A unit in a delta.
package struct UnitEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var name: String
  package var application: String
  /// `ubuntu@22.04`.
  package var base: String
  package var charmURL: String
  package var life: Life
  package var publicAddress: String
  package var privateAddress: String
  package var machineID: String
  package var ports: [RawJSON]
  package var portRanges: [RawJSON]
  package var principal: String
  package var subordinate: Bool
  package var workloadStatus: DeltaStatus
  package var agentStatus: DeltaStatus

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case name
    case application
    case base
    case charmURL = "charm-url"
    case life
    case publicAddress = "public-address"
    case privateAddress = "private-address"
    case machineID = "machine-id"
    case ports
    case portRanges = "port-ranges"
    case principal
    case subordinate
    case workloadStatus = "workload-status"
    case agentStatus = "agent-status"
  }

  package init(
    modelUUID: String, name: String, application: String = "", base: String = "",
    charmURL: String = "", life: Life = .unset, publicAddress: String = "",
    privateAddress: String = "", machineID: String = "", ports: [RawJSON] = [],
    portRanges: [RawJSON] = [], principal: String = "", subordinate: Bool = false,
    workloadStatus: DeltaStatus, agentStatus: DeltaStatus
  ) {
    self.modelUUID = modelUUID
    self.name = name
    self.application = application
    self.base = base
    self.charmURL = charmURL
    self.life = life
    self.publicAddress = publicAddress
    self.privateAddress = privateAddress
    self.machineID = machineID
    self.ports = ports
    self.portRanges = portRanges
    self.principal = principal
    self.subordinate = subordinate
    self.workloadStatus = workloadStatus
    self.agentStatus = agentStatus
  }
}

/// A machine in a delta.
package struct MachineEntity: Codable, Sendable, Hashable {
  package var modelUUID: String
  package var id: String
  package var instanceID: String
  package var agentStatus: DeltaStatus
  package var instanceStatus: DeltaStatus
  package var life: Life
  /// `ubuntu@22.04`.
  package var base: String
  package var hardwareCharacteristics: MachineHardware?
  package var addresses: [DeltaAddress]
  package var containerType: String
  package var supportedContainers: [String]
  package var supportedContainersKnown: Bool
  package var jobs: [String]
  package var hasVote: Bool
  package var wantsVote: Bool

  private enum CodingKeys: String, CodingKey {
    case modelUUID = "model-uuid"
    case id
    case instanceID = "instance-id"
    case agentStatus = "agent-status"
    case instanceStatus = "instance-status"
    case life
    case base
    case hardwareCharacteristics = "hardware-characteristics"
    case addresses
    case containerType = "container-type"
    case supportedContainers = "supported-containers"
    case supportedContainersKnown = "supported-containers-known"
    case jobs
    case hasVote = "has-vote"
    case wantsVote = "wants-vote"
  }

  package init(
    modelUUID: String, id: String, instanceID: String = "", agentStatus: DeltaStatus,
    instanceStatus: DeltaStatus, life: Life = .unset, base: String = "",
    hardwareCharacteristics: MachineHardware? = nil, addresses: [DeltaAddress] = [],
    containerType: String = "", supportedContainers: [String] = [],
    supportedContainersKnown: Bool = false, jobs: [String] = [], hasVote: Bool = false,
    wantsVote: Bool = false
  ) {
    self.modelUUID = modelUUID
    self.id = id
    self.instanceID = instanceID
    self.agentStatus = agentStatus
    self.instanceStatus = instanceStatus
    self.life = life
    self.base = base
    self.hardwareCharacteristics = hardwareCharacteristics
    self.addresses = addresses
    self.containerType = containerType
    self.supportedContainers = supportedContainers
    self.supportedContainersKnown = supportedContainersKnown
    self.jobs = jobs
    self.hasVote = hasVote
    self.wantsVote = wantsVote
  }
}

/// An address of a machine in a delta.
package struct DeltaAddress: Codable, Sendable, Hashable {
  package var value: String
  package var type: String
  package var scope: String

  package init(value: String, type: String, scope: String) {
    self.value = value
    self.type = type
    self.scope = scope
  }
}
