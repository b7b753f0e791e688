package import JSON

/// Everything `status` shows.
package struct FullStatus: Codable, Sendable, Hashable {
  package var model: ModelStatusSection
  package var machines: [String: MachineStatus]
  package var applications: [String: ApplicationStatus]
  /// The SAAS section.
  package var remoteApplications: [String: RemoteApplicationStatus]
  package var offers: [String: ApplicationOfferStatus]
  package var relations: [RelationStatus]
  package var controllerTimestamp: WireTime?
  package var branches: [String: RawJSON]
  package var storage: [StorageDetails]?
  package var filesystems: [RawJSON]?
  package var volumes: [RawJSON]?

  private enum CodingKeys: String, CodingKey {
    case model
    case machines
    case applications
    case remoteApplications = "remote-applications"
    case offers
    case relations
    case controllerTimestamp = "controller-timestamp"
    case branches
    case storage
    case filesystems
    case volumes
  }

  package init(
    model: ModelStatusSection, machines: [String: MachineStatus] = [:],
    applications: [String: ApplicationStatus] = [:],
    remoteApplications: [String: RemoteApplicationStatus] = [:],
    offers: [String: ApplicationOfferStatus] = [:], relations: [RelationStatus] = [],
    controllerTimestamp: WireTime? = nil, branches: [String: RawJSON] = [:],
    storage: [StorageDetails]? = nil, filesystems: [RawJSON]? = nil, volumes: [RawJSON]? = nil
  ) {
    self.model = model
    self.machines = machines
    self.applications = applications
    self.remoteApplications = remoteApplications
    self.offers = offers
    self.relations = relations
    self.controllerTimestamp = controllerTimestamp
    self.branches = branches
    self.storage = storage
    self.filesystems = filesystems
    self.volumes = volumes
  }
}

/// The model in a full status.
package struct ModelStatusSection: Codable, Sendable, Hashable {
  package var name: String
  package var type: String
  package var cloudTag: Tag
  package var region: String?
  package var version: String
  package var availableVersion: String
  package var modelStatus: DetailedStatus
  package var meterStatus: MeterStatus
  package var sla: String

  private enum CodingKeys: String, CodingKey {
    case name
    case type
    case cloudTag = "cloud-tag"
    case region
    case version
    case availableVersion = "available-version"
    case modelStatus = "model-status"
    case meterStatus = "meter-status"
    case sla
  }

  package init(
    name: String, type: String, cloudTag: Tag, region: String? = nil, version: String,
    availableVersion: String = "", modelStatus: DetailedStatus, meterStatus: MeterStatus = .init(),
    sla: String = "unsupported"
  ) {
    self.name = name
    self.type = type
    self.cloudTag = cloudTag
    self.region = region
    self.version = version
    self.availableVersion = availableVersion
    self.modelStatus = modelStatus
    self.meterStatus = meterStatus
    self.sla = sla
  }
}

/// A left-over of metered charms.
package struct MeterStatus: Codable, Sendable, Hashable {
  package var color: String
  package var message: String

  package init(color: String = "", message: String = "") {
    self.color = color
    self.message = message
  }
}
