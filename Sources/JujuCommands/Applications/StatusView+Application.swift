import JujuClient
import JujuWire
import Values

extension StatusView {
  struct ApplicationView: Encodable, Sendable {
    /// The charm's name, of a local one its URL.
    var charm: String
    @OmittedWhenEmpty var base: BaseView?
    var charmOrigin: String
    var charmName: String
    var charmRevision: Int?
    @OmittedWhenEmpty var charmChannel: String
    @OmittedWhenEmpty var charmVersion: String
    @OmittedWhenEmpty var charmProfile: String
    @OmittedWhenEmpty var canUpgradeTo: String
    @OmittedWhenEmpty var providerID: String
    @OmittedWhenEmpty var address: String
    var exposed: Bool
    @OmittedWhenEmpty var life: String
    var status: StatusOf
    @OmittedWhenEmpty var relations: [String: [Related]]
    @OmittedWhenEmpty var subordinateTo: [String]
    @OmittedWhenEmpty var units: NamedEntries<UnitView>
    @OmittedWhenEmpty var version: String
    @OmittedWhenEmpty var endpointBindings: [String: String]
    @RecordsOnly var model: String

    private enum CodingKeys: String, CodingKey {
      case charm, base
      case charmOrigin = "charm-origin"
      case charmName = "charm-name"
      case charmRevision = "charm-rev"
      case charmChannel = "charm-channel"
      case charmVersion = "charm-version"
      case charmProfile = "charm-profile"
      case canUpgradeTo = "can-upgrade-to"
      case providerID = "provider-id"
      case address, exposed, life
      case status = "application-status"
      case relations
      case subordinateTo = "subordinate-to"
      case units, version
      case endpointBindings = "endpoint-bindings"
      case model
    }

    init(
      _ application: ApplicationStatus, named own: String, of whole: FullStatus,
      in place: ModelPlace, _ times: StatusTimes
    ) {
      let name = CharmName(url: application.charm)
      charm = name.schema == "local" ? application.charm : name.name
      charmOrigin = name.origin
      charmName = name.name
      charmRevision = name.revision
      charmChannel = application.charmChannel ?? ""
      charmVersion = application.charmVersion
      charmProfile = application.charmProfile
      canUpgradeTo = application.canUpgradeTo
      providerID = application.providerID ?? ""
      address = application.publicAddress
      base = BaseView(application.base)
      exposed = application.exposed
      life = application.life == .alive ? "" : application.life.rawValue
      status = StatusOf(application.status, times)
      relations = Dictionary(
        uniqueKeysWithValues: application.relations.map { endpoint, others in
          (endpoint, others.map { Related($0, to: own, at: endpoint, in: whole.relations) })
        })
      subordinateTo = application.subordinateTo
      units = NamedEntries(
        application.units.map { ($0.key, UnitView($0.value, named: $0.key, of: whole, times)) })
      version = application.workloadVersion
      endpointBindings = application.endpointBindings
      model = place.text
    }
  }

  /// An application that is related at an endpoint.
  struct Related: Encodable, Sendable {
    var application: String
    var interface: String
    var scope: String

    private enum CodingKeys: String, CodingKey {
      case application = "related-application"
      case interface, scope
    }

    init(
      _ application: String, to own: String, at endpoint: String, in relations: [RelationStatus]
    ) {
      let relation = relations.first { relation in
        relation.endpoints.contains { $0.application == own && $0.name == endpoint }
          && relation.endpoints.contains { $0.application == application }
      }
      self.application = application
      interface = relation?.interface ?? ""
      scope = relation?.scope.rawValue ?? ""
    }
  }

  struct UnitView: Encodable, Sendable {
    var workloadStatus: StatusOf
    var jujuStatus: StatusOf
    @OmittedWhenEmpty var leader: Bool
    @OmittedWhenEmpty var charm: String
    @OmittedWhenEmpty var machine: String
    @OmittedWhenEmpty var openPorts: [String]
    @OmittedWhenEmpty var publicAddress: String
    @OmittedWhenEmpty var address: String
    @OmittedWhenEmpty var providerID: String
    @OmittedWhenEmpty var subordinates: NamedEntries<UnitView>

    private enum CodingKeys: String, CodingKey {
      case workloadStatus = "workload-status"
      case jujuStatus = "juju-status"
      case leader
      case charm = "upgrading-from"
      case machine
      case openPorts = "open-ports"
      case publicAddress = "public-address"
      case address
      case providerID = "provider-id"
      case subordinates
    }

    init(_ unit: UnitStatus, named name: String, of whole: FullStatus, _ times: StatusTimes) {
      workloadStatus = StatusOf(unit.workloadStatus, times)
      workloadStatus.message = unit.workloadText(of: name, in: whole)
      jujuStatus = StatusOf(unit.agentStatus, times)
      leader = unit.leader ?? false
      charm = unit.charm
      machine = unit.machine
      openPorts = unit.openedPorts
      publicAddress = unit.publicAddress
      address = unit.address ?? ""
      providerID = unit.providerID ?? ""
      subordinates = NamedEntries(
        unit.subordinates.map { ($0.key, UnitView($0.value, named: $0.key, of: whole, times)) })
    }
  }
}
