/// An application in a full status.
package struct ApplicationStatus: Codable, Sendable, Hashable {
  /// The charm's URL.
  package var charm: String
  package var charmVersion: String
  package var charmProfile: String
  package var charmChannel: String?
  package var base: OSBase
  package var exposed: Bool
  package var exposedEndpoints: [String: ExposedEndpoint]?
  package var life: Life
  /// Related applications by endpoint.
  package var relations: [String: [String]]
  package var canUpgradeTo: String
  package var subordinateTo: [String]
  package var units: [String: UnitStatus]
  package var meterStatuses: [String: MeterStatus]
  package var status: DetailedStatus
  package var workloadVersion: String
  package var endpointBindings: [String: String]
  package var publicAddress: String
  package var providerID: String?
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case charm
    case charmVersion = "charm-version"
    case charmProfile = "charm-profile"
    case charmChannel = "charm-channel"
    case base
    case exposed
    case exposedEndpoints = "exposed-endpoints"
    case life
    case relations
    case canUpgradeTo = "can-upgrade-to"
    case subordinateTo = "subordinate-to"
    case units
    case meterStatuses = "meter-statuses"
    case status
    case workloadVersion = "workload-version"
    case endpointBindings = "endpoint-bindings"
    case publicAddress = "public-address"
    case providerID = "provider-id"
    case error = "err"
  }

  package init(
    charm: String, charmVersion: String = "", charmProfile: String = "",
    charmChannel: String? = nil, base: OSBase, exposed: Bool = false,
    exposedEndpoints: [String: ExposedEndpoint]? = nil, life: Life = .unset,
    relations: [String: [String]] = [:], canUpgradeTo: String = "", subordinateTo: [String] = [],
    units: [String: UnitStatus] = [:], meterStatuses: [String: MeterStatus] = [:],
    status: DetailedStatus, workloadVersion: String = "", endpointBindings: [String: String] = [:],
    publicAddress: String = "", providerID: String? = nil, error: WireError? = nil
  ) {
    self.charm = charm
    self.charmVersion = charmVersion
    self.charmProfile = charmProfile
    self.charmChannel = charmChannel
    self.base = base
    self.exposed = exposed
    self.exposedEndpoints = exposedEndpoints
    self.life = life
    self.relations = relations
    self.canUpgradeTo = canUpgradeTo
    self.subordinateTo = subordinateTo
    self.units = units
    self.meterStatuses = meterStatuses
    self.status = status
    self.workloadVersion = workloadVersion
    self.endpointBindings = endpointBindings
    self.publicAddress = publicAddress
    self.providerID = providerID
    self.error = error
  }
}

/// A unit in a full status.
package struct UnitStatus: Codable, Sendable, Hashable {
  package var agentStatus: DetailedStatus
  package var workloadStatus: DetailedStatus
  package var workloadVersion: String
  /// Empty for a subordinate.
  package var machine: String
  package var openedPorts: [String]
  package var publicAddress: String
  package var address: String?
  package var charm: String
  package var subordinates: [String: UnitStatus]
  package var leader: Bool?
  package var providerID: String?

  private enum CodingKeys: String, CodingKey {
    case agentStatus = "agent-status"
    case workloadStatus = "workload-status"
    case workloadVersion = "workload-version"
    case machine
    case openedPorts = "opened-ports"
    case publicAddress = "public-address"
    case address
    case charm
    case subordinates
    case leader
    case providerID = "provider-id"
  }

  package init(
    agentStatus: DetailedStatus, workloadStatus: DetailedStatus, workloadVersion: String = "",
    machine: String = "", openedPorts: [String] = [], publicAddress: String = "",
    address: String? = nil, charm: String = "", subordinates: [String: UnitStatus] = [:],
    leader: Bool? = nil, providerID: String? = nil
  ) {
    self.agentStatus = agentStatus
    self.workloadStatus = workloadStatus
    self.workloadVersion = workloadVersion
    self.machine = machine
    self.openedPorts = openedPorts
    self.publicAddress = publicAddress
    self.address = address
    self.charm = charm
    self.subordinates = subordinates
    self.leader = leader
    self.providerID = providerID
  }
}

/// A machine in a full status.
package struct MachineStatus: Codable, Sendable, Hashable {
  package var agentStatus: DetailedStatus
  package var instanceStatus: DetailedStatus
  package var modificationStatus: DetailedStatus
  package var hostname: String?
  package var dnsName: String
  package var ipAddresses: [String]?
  package var instanceID: String
  package var displayName: String
  package var base: OSBase
  package var id: String
  package var networkInterfaces: [String: NetworkInterface]?
  package var containers: [String: MachineStatus]
  package var constraints: String
  package var hardware: String
  package var jobs: [String]
  package var hasVote: Bool
  package var wantsVote: Bool
  package var primaryControllerMachine: Bool?

  private enum CodingKeys: String, CodingKey {
    case agentStatus = "agent-status"
    case instanceStatus = "instance-status"
    case modificationStatus = "modification-status"
    case hostname
    case dnsName = "dns-name"
    case ipAddresses = "ip-addresses"
    case instanceID = "instance-id"
    case displayName = "display-name"
    case base
    case id
    case networkInterfaces = "network-interfaces"
    case containers
    case constraints
    case hardware
    case jobs
    case hasVote = "has-vote"
    case wantsVote = "wants-vote"
    case primaryControllerMachine = "primary-controller-machine"
  }

  package init(
    agentStatus: DetailedStatus, instanceStatus: DetailedStatus, modificationStatus: DetailedStatus,
    hostname: String? = nil, dnsName: String, ipAddresses: [String]? = nil, instanceID: String,
    displayName: String = "", base: OSBase, id: String,
    networkInterfaces: [String: NetworkInterface]? = nil, containers: [String: MachineStatus] = [:],
    constraints: String = "", hardware: String = "", jobs: [String] = [], hasVote: Bool = false,
    wantsVote: Bool = false, primaryControllerMachine: Bool? = nil
  ) {
    self.agentStatus = agentStatus
    self.instanceStatus = instanceStatus
    self.modificationStatus = modificationStatus
    self.hostname = hostname
    self.dnsName = dnsName
    self.ipAddresses = ipAddresses
    self.instanceID = instanceID
    self.displayName = displayName
    self.base = base
    self.id = id
    self.networkInterfaces = networkInterfaces
    self.containers = containers
    self.constraints = constraints
    self.hardware = hardware
    self.jobs = jobs
    self.hasVote = hasVote
    self.wantsVote = wantsVote
    self.primaryControllerMachine = primaryControllerMachine
  }
}

/// A network interface of a machine.
package struct NetworkInterface: Codable, Sendable, Hashable {
  package var ipAddresses: [String]
  package var macAddress: String
  package var gateway: String?
  package var dnsNameservers: [String]?
  package var space: String?
  package var isUp: Bool

  private enum CodingKeys: String, CodingKey {
    case ipAddresses = "ip-addresses"
    case macAddress = "mac-address"
    case gateway
    case dnsNameservers = "dns-nameservers"
    case space
    case isUp = "is-up"
  }

  package init(
    ipAddresses: [String] = [], macAddress: String, gateway: String? = nil,
    dnsNameservers: [String]? = nil, space: String? = nil, isUp: Bool = false
  ) {
    self.ipAddresses = ipAddresses
    self.macAddress = macAddress
    self.gateway = gateway
    self.dnsNameservers = dnsNameservers
    self.space = space
    self.isUp = isUp
  }
}
