/// A SAAS application in a full status.
package struct RemoteApplicationStatus: Codable, Sendable, Hashable {
  /// With a source when the offer is on another controller.
  package var offerURL: String
  package var offerName: String
  package var endpoints: [RemoteEndpoint]
  package var life: Life
  /// Related applications by endpoint.
  package var relations: [String: [String]]
  package var status: DetailedStatus
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case offerURL = "offer-url"
    case offerName = "offer-name"
    case endpoints
    case life
    case relations
    case status
    case error = "err"
  }

  package init(
    offerURL: String, offerName: String, endpoints: [RemoteEndpoint] = [], life: Life = .unset,
    relations: [String: [String]] = [:], status: DetailedStatus, error: WireError? = nil
  ) {
    self.offerURL = offerURL
    self.offerName = offerName
    self.endpoints = endpoints
    self.life = life
    self.relations = relations
    self.status = status
    self.error = error
  }
}

/// An offer in a full status.
package struct ApplicationOfferStatus: Codable, Sendable, Hashable {
  package var offerName: String
  package var applicationName: String
  package var charm: String
  package var endpoints: [String: RemoteEndpoint]
  /// Relations that are joined.
  package var activeConnectedCount: Int
  package var totalConnectedCount: Int
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case offerName = "offer-name"
    case applicationName = "application-name"
    case charm
    case endpoints
    case activeConnectedCount = "active-connected-count"
    case totalConnectedCount = "total-connected-count"
    case error = "err"
  }

  package init(
    offerName: String, applicationName: String, charm: String,
    endpoints: [String: RemoteEndpoint] = [:], activeConnectedCount: Int, totalConnectedCount: Int,
    error: WireError? = nil
  ) {
    self.offerName = offerName
    self.applicationName = applicationName
    self.charm = charm
    self.endpoints = endpoints
    self.activeConnectedCount = activeConnectedCount
    self.totalConnectedCount = totalConnectedCount
    self.error = error
  }
}

/// A relation in a full status.
package struct RelationStatus: Codable, Sendable, Hashable {
  package var id: Int
  package var key: String
  package var interface: String
  package var scope: RelationScope
  package var endpoints: [EndpointStatus]
  package var status: DetailedStatus

  package init(
    id: Int, key: String, interface: String, scope: RelationScope, endpoints: [EndpointStatus] = [],
    status: DetailedStatus
  ) {
    self.id = id
    self.key = key
    self.interface = interface
    self.scope = scope
    self.endpoints = endpoints
    self.status = status
  }
}

/// One end of a relation in a full status.
package struct EndpointStatus: Codable, Sendable, Hashable {
  package var application: String
  package var name: String
  package var role: EndpointRole
  package var subordinate: Bool

  package init(application: String, name: String, role: EndpointRole, subordinate: Bool = false) {
    self.application = application
    self.name = name
    self.role = role
    self.subordinate = subordinate
  }
}

/// A storage instance in a full status.
package struct StorageDetails: Codable, Sendable, Hashable {
  package var storageTag: Tag
  package var ownerTag: Tag
  package var kind: Int
  package var status: EntityStatus
  package var life: Life?
  package var persistent: Bool
  package var attachments: [String: StorageAttachment]?

  private enum CodingKeys: String, CodingKey {
    case storageTag = "storage-tag"
    case ownerTag = "owner-tag"
    case kind
    case status
    case life
    case persistent
    case attachments
  }

  package init(
    storageTag: Tag, ownerTag: Tag, kind: Int, status: EntityStatus, life: Life? = nil,
    persistent: Bool = false, attachments: [String: StorageAttachment]? = nil
  ) {
    self.storageTag = storageTag
    self.ownerTag = ownerTag
    self.kind = kind
    self.status = status
    self.life = life
    self.persistent = persistent
    self.attachments = attachments
  }
}

/// Where a storage instance is attached.
package struct StorageAttachment: Codable, Sendable, Hashable {
  package var storageTag: Tag
  package var unitTag: Tag
  package var machineTag: Tag
  package var location: String?
  package var life: Life?

  private enum CodingKeys: String, CodingKey {
    case storageTag = "storage-tag"
    case unitTag = "unit-tag"
    case machineTag = "machine-tag"
    case location
    case life
  }

  package init(
    storageTag: Tag, unitTag: Tag, machineTag: Tag, location: String? = nil, life: Life? = nil
  ) {
    self.storageTag = storageTag
    self.unitTag = unitTag
    self.machineTag = machineTag
    self.location = location
    self.life = life
  }
}
