import JujuClient
import JujuWire
import Values

extension StatusView {
  struct ApplicationView: Encodable, Sendable {
    var charm: String
    var charmOrigin: String
    var charmName: String
    var charmRevision: Int?
    @OmittedWhenEmpty var charmChannel: String
    @OmittedWhenEmpty var charmVersion: String
    var base: BaseView
    var exposed: Bool
    @OmittedWhenEmpty var life: String
    var status: StatusOf
    @OmittedWhenEmpty var relations: [String: [String]]
    @OmittedWhenEmpty var subordinateTo: [String]
    @OmittedWhenEmpty var units: NamedEntries<UnitView>
    @OmittedWhenEmpty var version: String
    @OmittedWhenEmpty var endpointBindings: [String: String]
    @RecordsOnly var model: String

    private enum CodingKeys: String, CodingKey {
      case charm
      case charmOrigin = "charm-origin"
      case charmName = "charm-name"
      case charmRevision = "charm-rev"
      case charmChannel = "charm-channel"
      case charmVersion = "charm-version"
      case base, exposed, life
      case status = "application-status"
      case relations
      case subordinateTo = "subordinate-to"
      case units, version
      case endpointBindings = "endpoint-bindings"
      case model
    }

    init(_ application: ApplicationStatus, in place: ModelPlace, _ times: StatusTimes) {
      let name = CharmName(url: application.charm)
      charm = name.name
      charmOrigin = name.origin
      charmName = name.name
      charmRevision = name.revision
      charmChannel = application.charmChannel ?? ""
      charmVersion = application.charmVersion
      base = BaseView(application.base)
      exposed = application.exposed
      life = application.life == .alive ? "" : application.life.rawValue
      status = StatusOf(application.status, times)
      relations = application.relations
      subordinateTo = application.subordinateTo
      units = NamedEntries(application.units.map { ($0.key, UnitView($0.value, times)) })
      version = application.workloadVersion
      endpointBindings = application.endpointBindings
      model = place.text
    }
  }

  struct UnitView: Encodable, Sendable {
    var workloadStatus: StatusOf
    var jujuStatus: StatusOf
    @OmittedWhenEmpty var leader: Bool
    @OmittedWhenEmpty var machine: String
    @OmittedWhenEmpty var openPorts: [String]
    @OmittedWhenEmpty var publicAddress: String
    @OmittedWhenEmpty var address: String
    @OmittedWhenEmpty var subordinates: NamedEntries<UnitView>

    private enum CodingKeys: String, CodingKey {
      case workloadStatus = "workload-status"
      case jujuStatus = "juju-status"
      case leader, machine
      case openPorts = "open-ports"
      case publicAddress = "public-address"
      case address, subordinates
    }

    init(_ unit: UnitStatus, _ times: StatusTimes) {
      workloadStatus = StatusOf(unit.workloadStatus, times)
      jujuStatus = StatusOf(unit.agentStatus, times)
      leader = unit.leader ?? false
      machine = unit.machine
      openPorts = unit.openedPorts
      publicAddress = unit.publicAddress
      address = unit.address ?? ""
      subordinates = NamedEntries(unit.subordinates.map { ($0.key, UnitView($0.value, times)) })
    }
  }
}
