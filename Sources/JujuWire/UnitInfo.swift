package import JSON

/// One answer per unit.
package struct UnitInfoResults: Codable, Sendable, Hashable {
  package var results: [UnitInfoResult]

  package init(results: [UnitInfoResult] = []) {
    self.results = results
  }
}

/// A unit, or why there is none.
package struct UnitInfoResult: Codable, Sendable, Hashable {
  package var result: UnitResult?
  package var error: WireError?

  package init(result: UnitResult? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// What `show-unit` shows.
package struct UnitResult: Codable, Sendable, Hashable {
  package var tag: Tag
  package var workloadVersion: String
  package var machine: String?
  package var openedPorts: [String]
  package var publicAddress: String?
  package var address: String?
  package var charm: String
  package var leader: Bool?
  package var life: Life?
  package var providerID: String?
  package var relationData: [EndpointRelationData]?

  private enum CodingKeys: String, CodingKey {
    case tag
    case workloadVersion = "workload-version"
    case machine
    case openedPorts = "opened-ports"
    case publicAddress = "public-address"
    case address
    case charm
    case leader
    case life
    case providerID = "provider-id"
    case relationData = "relation-data"
  }

  package init(
    tag: Tag, workloadVersion: String = "", machine: String? = nil, openedPorts: [String] = [],
    publicAddress: String? = nil, address: String? = nil, charm: String, leader: Bool? = nil,
    life: Life? = nil, providerID: String? = nil, relationData: [EndpointRelationData]? = nil
  ) {
    self.tag = tag
    self.workloadVersion = workloadVersion
    self.machine = machine
    self.openedPorts = openedPorts
    self.publicAddress = publicAddress
    self.address = address
    self.charm = charm
    self.leader = leader
    self.life = life
    self.providerID = providerID
    self.relationData = relationData
  }
}

/// A relation as one unit sees it.
package struct EndpointRelationData: Codable, Sendable, Hashable {
  package var relationID: Int
  package var endpoint: String
  package var crossModel: Bool
  package var relatedEndpoint: String
  package var applicationData: [String: RawJSON]
  package var unitRelationData: [String: UnitRelationData]

  private enum CodingKeys: String, CodingKey {
    case relationID = "relation-id"
    case endpoint
    case crossModel = "cross-model"
    case relatedEndpoint = "related-endpoint"
    case applicationData = "ApplicationData"
    case unitRelationData = "unit-relation-data"
  }

  package init(
    relationID: Int, endpoint: String, crossModel: Bool = false, relatedEndpoint: String,
    applicationData: [String: RawJSON] = [:], unitRelationData: [String: UnitRelationData] = [:]
  ) {
    self.relationID = relationID
    self.endpoint = endpoint
    self.crossModel = crossModel
    self.relatedEndpoint = relatedEndpoint
    self.applicationData = applicationData
    self.unitRelationData = unitRelationData
  }
}

/// What a related unit has published.
package struct UnitRelationData: Codable, Sendable, Hashable {
  package var inScope: Bool
  package var unitData: [String: RawJSON]

  private enum CodingKeys: String, CodingKey {
    case inScope = "InScope"
    case unitData = "UnitData"
  }

  package init(inScope: Bool = false, unitData: [String: RawJSON] = [:]) {
    self.inScope = inScope
    self.unitData = unitData
  }
}
