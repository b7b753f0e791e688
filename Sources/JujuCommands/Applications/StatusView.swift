import Diagnostics
import JujuClient
import JujuWire
import Values

/// The status of a model as Juju's documents have it.
struct StatusView: Encodable, Sendable {
  var model: ModelView
  var machines: NamedEntries<MachineView>
  var applications: NamedEntries<ApplicationView>
  var saas: NamedEntries<SaasView>
  var offers: NamedEntries<OfferView>
  @RecordsOnly var relations: [ModelRelation]
  var storage: NamedEntries<StorageView>
  var controller: ControllerView

  private enum CodingKeys: String, CodingKey {
    case model, machines, applications
    case saas = "application-endpoints"
    case offers, relations, storage, controller
  }

  init(_ status: FullStatus, of place: ModelPlace, times: StatusTimes) {
    model = ModelView(status.model, controller: place.controller, times)
    machines = NamedEntries(status.machines.map { ($0.key, MachineView($0.value, times)) })
    applications = NamedEntries(
      status.applications.map {
        ($0.key, ApplicationView($0.value, named: $0.key, of: status, in: place, times))
      })
    saas = NamedEntries(
      status.remoteApplications.map { ($0.key, SaasView($0.value, in: place, times)) })
    offers = NamedEntries(status.offers.map { ($0.key, OfferView($0.value)) })
    relations = ModelRelation.all(in: status, of: place)
    storage = NamedEntries(
      (status.storage ?? []).map { ($0.storageTag.id(of: .storage) ?? "", StorageView($0, times)) })
    controller = ControllerView(timestamp: times.clock(status.controllerTimestamp))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(machines, forKey: .machines)
    try container.encode(applications, forKey: .applications)
    // These two are left out of a document when there are none.
    try container.encode(OmittedWhenEmpty(wrappedValue: saas), forKey: .saas)
    try container.encode(OmittedWhenEmpty(wrappedValue: offers), forKey: .offers)
    try container.encode(_relations, forKey: .relations)
    try container.encode(storage, forKey: .storage)
    try container.encode(controller, forKey: .controller)
  }
}

extension StatusView {
  struct ModelView: Encodable, Sendable {
    var name: String
    var type: String
    var controller: String
    var cloud: String
    @OmittedWhenEmpty var region: String
    var version: String
    @OmittedWhenEmpty var upgradeAvailable: String
    var status: StatusOf
    @OmittedWhenEmpty var sla: String

    private enum CodingKeys: String, CodingKey {
      case name, type, controller, cloud, region, version
      case upgradeAvailable = "upgrade-available"
      case status = "model-status"
      case sla
    }

    init(_ model: ModelStatusSection, controller: String, _ times: StatusTimes) {
      name = model.name
      type = model.type
      self.controller = controller
      cloud = model.cloudTag.id(of: .cloud) ?? ""
      region = model.region ?? ""
      version = model.version
      upgradeAvailable = model.availableVersion
      status = StatusOf(model.modelStatus, times)
      sla = model.sla
    }
  }

  /// The status of anything, with the version of what reports it where there is one.
  struct StatusOf: Encodable, Sendable {
    @OmittedWhenEmpty var current: String
    @OmittedWhenEmpty var message: String
    var since: StatusTime?
    @OmittedWhenEmpty var version: String
    /// Nil for what is alive.
    var life: String?

    init(_ status: DetailedStatus, _ times: StatusTimes) {
      current = status.status.rawValue
      message = status.info
      since = times.time(status.since)
      version = status.version
      life = [.alive, .unset].contains(status.life) ? nil : status.life.rawValue
    }
  }

  struct BaseView: Encodable, Sendable {
    var name: String
    var channel: String

    /// Nil for something that runs on nothing yet.
    init?(_ base: OSBase) {
      if base.channel.isEmpty { return nil }
      name = base.name
      channel = base.shortChannel
    }
  }

  struct MachineView: Encodable, Sendable {
    var jujuStatus: StatusOf
    @OmittedWhenEmpty var hostname: String
    @OmittedWhenEmpty var dnsName: String
    @OmittedWhenEmpty var ipAddresses: [String]
    @OmittedWhenEmpty var instanceID: String
    @OmittedWhenEmpty var displayName: String
    var machineStatus: StatusOf
    var modificationStatus: StatusOf
    @OmittedWhenEmpty var base: BaseView?
    @OmittedWhenEmpty var networkInterfaces: [String: InterfaceView]
    @OmittedWhenEmpty var containers: NamedEntries<MachineView>
    @OmittedWhenEmpty var constraints: String
    @OmittedWhenEmpty var hardware: String
    /// Whether a machine of the controller has a vote; empty for others.
    @OmittedWhenEmpty var memberStatus: String

    private enum CodingKeys: String, CodingKey {
      case jujuStatus = "juju-status"
      case hostname
      case dnsName = "dns-name"
      case ipAddresses = "ip-addresses"
      case instanceID = "instance-id"
      case displayName = "display-name"
      case machineStatus = "machine-status"
      case modificationStatus = "modification-status"
      case base
      case networkInterfaces = "network-interfaces"
      case containers, constraints, hardware
      case memberStatus = "controller-member-status"
    }

    init(_ machine: MachineStatus, _ times: StatusTimes) {
      jujuStatus = StatusOf(machine.agentStatus, times)
      hostname = machine.hostname ?? ""
      dnsName = machine.dnsName
      ipAddresses = machine.ipAddresses ?? []
      instanceID = machine.instanceID
      displayName = machine.displayName
      machineStatus = StatusOf(machine.instanceStatus, times)
      modificationStatus = StatusOf(machine.modificationStatus, times)
      base = BaseView(machine.base)
      constraints = machine.constraints
      hardware = machine.hardware
      networkInterfaces = (machine.networkInterfaces ?? [:]).mapValues(InterfaceView.init)
      containers = NamedEntries(machine.containers.map { ($0.key, MachineView($0.value, times)) })
      memberStatus = machine.jobs.contains("JobManageModel") ? Self.vote(machine) : ""
    }

    private static func vote(_ machine: MachineStatus) -> String {
      switch (machine.hasVote, machine.wantsVote) {
      case (true, true): "has-vote"
      case (true, false): "removing-vote"
      case (false, true): "adding-vote"
      case (false, false): "no-vote"
      }
    }
  }

  struct InterfaceView: Encodable, Sendable {
    var ipAddresses: [String]
    var macAddress: String
    @OmittedWhenEmpty var gateway: String
    @OmittedWhenEmpty var nameservers: [String]
    @OmittedWhenEmpty var space: String
    var isUp: Bool

    private enum CodingKeys: String, CodingKey {
      case ipAddresses = "ip-addresses"
      case macAddress = "mac-address"
      case gateway
      case nameservers = "dns-nameservers"
      case space
      case isUp = "is-up"
    }

    init(_ interface: NetworkInterface) {
      ipAddresses = interface.ipAddresses
      macAddress = interface.macAddress
      gateway = interface.gateway ?? ""
      nameservers = interface.dnsNameservers ?? []
      space = interface.space ?? ""
      isUp = interface.isUp
    }
  }

  struct SaasView: Encodable, Sendable {
    var url: String
    @OmittedWhenEmpty var endpoints: NamedEntries<OfferedEndpoint>
    @OmittedWhenEmpty var life: String
    var status: StatusOf
    @OmittedWhenEmpty var relations: [String: [String]]
    @RecordsOnly var model: String

    private enum CodingKeys: String, CodingKey {
      case url, endpoints, life
      case status = "application-status"
      case relations, model
    }

    init(_ saas: RemoteApplicationStatus, in place: ModelPlace, _ times: StatusTimes) {
      url = saas.offerURL
      endpoints = NamedEntries(saas.endpoints.map { ($0.name, OfferedEndpoint($0)) })
      life = saas.life == .alive ? "" : saas.life.rawValue
      status = StatusOf(saas.status, times)
      relations = saas.relations
      model = place.text
    }
  }

  struct OfferView: Encodable, Sendable {
    var application: String
    @OmittedWhenEmpty var charm: String
    @OmittedWhenEmpty var totalConnectedCount: Int
    @OmittedWhenEmpty var activeConnectedCount: Int
    var endpoints: NamedEntries<OfferedEndpoint>

    private enum CodingKeys: String, CodingKey {
      case application, charm
      case totalConnectedCount = "total-connected-count"
      case activeConnectedCount = "active-connected-count"
      case endpoints
    }

    init(_ offer: ApplicationOfferStatus) {
      application = offer.applicationName
      charm = offer.charm
      totalConnectedCount = offer.totalConnectedCount
      activeConnectedCount = offer.activeConnectedCount
      endpoints = NamedEntries(offer.endpoints.map { ($0.key, OfferedEndpoint($0.value)) })
    }
  }

  struct StorageView: Encodable, Sendable {
    var owner: String
    var life: String
    var status: String
    var persistent: Bool

    init(_ storage: StorageDetails, _ times: StatusTimes) {
      owner = storage.ownerTag.id ?? ""
      life = storage.life?.rawValue ?? ""
      status = storage.status.status.rawValue
      persistent = storage.persistent
    }
  }

  struct ControllerView: Encodable, Sendable {
    var timestamp: String?
  }
}

extension OSBase {
  /// `ubuntu@22.04`; empty for something that runs on nothing yet.
  var text: String { channel.isEmpty ? "" : "\(name)@\(shortChannel)" }

  /// The channel without its risk where that is `stable`: `22.04` of `22.04/stable`.
  var shortChannel: String {
    channel.hasSuffix("/stable") ? String(channel.dropLast("/stable".count)) : channel
  }
}
