import JujuClient
import JujuWire

/// The sections of `status`, each a table of its own after an empty line.
struct StatusTables {
  private let status: FullStatus
  private let place: ModelPlace
  private let times: StatusTimes
  private let usesColour: Bool

  init(_ status: FullStatus, of place: ModelPlace, times: StatusTimes, usesColour: Bool) {
    self.status = status
    self.place = place
    self.times = times
    self.usesColour = usesColour
  }

  private var isKubernetes: Bool { status.model.type == "caas" }

  /// Returns the sections that have rows; the model's always.
  func text(showsRelations: Bool, showsStorage: Bool) -> String {
    var sections = [model]
    if !status.remoteApplications.isEmpty { sections.append(saas) }
    if !status.applications.isEmpty { sections.append(applications) }
    if status.applications.contains(where: { !$0.value.units.isEmpty }) { sections.append(units) }
    if !isKubernetes, !status.machines.isEmpty { sections.append(machines) }
    if !status.offers.isEmpty { sections.append(offers) }
    if showsRelations, !status.relations.isEmpty { sections.append(relations) }
    if showsStorage, status.storage?.isEmpty == false { sections.append(storage) }
    return sections.map { $0.text(usesColour: usesColour) }.joined(separator: "\n")
  }

  // MARK: Model and SAAS

  private var model: Tabular {
    let model = status.model
    let cloud = model.cloudTag.id(of: .cloud) ?? ""
    let region = (model.region ?? "").isEmpty ? "" : "/\(model.region ?? "")"
    var head = ["Model", "Controller", "Cloud/Region", "Version"]
    var row = [model.name, place.controller, cloud + region, model.version]
    if !model.sla.isEmpty {
      head.append("SLA")
      row.append(model.sla)
    }
    if let clock = times.clock(status.controllerTimestamp) {
      head.append("Timestamp")
      row.append(clock)
    }
    let upgrade =
      model.availableVersion.isEmpty ? "" : "upgrade available: \(model.availableVersion)"
    let notes = model.modelStatus.info.isEmpty ? upgrade : model.modelStatus.info
    if !notes.isEmpty {
      head.append("Notes")
      row.append(WrappedText.clipped(notes, to: 120))
    }
    var table = Tabular()
    table.add(texts: head)
    table.add(texts: row)
    return table
  }

  private var saas: Tabular {
    var table = Tabular()
    table.add(texts: ["SAAS", "Status", "Store", "URL"])
    for (name, saas) in NaturalOrder.sorted(status.remoteApplications) {
      let (store, place) = Self.place(of: saas.offerURL)
      table.add([
        .init(name), .status(saas.status.status.rawValue), .init(store), .init(place),
      ])
    }
    return table
  }

  /// The controller of an offer and the rest of its URL. What is no URL has an unknown one.
  private static func place(of url: String) -> (store: String, rest: String) {
    guard (try? OfferURL.parse(url)) != nil else { return ("unknown", url) }
    let (source, rest) = OfferURL.splitSource(url)
    return (source.isEmpty ? "local" : source, rest)
  }

  // MARK: Applications and units

  private var applications: Tabular {
    var table = Tabular(rightAligned: [3, 6])
    table.add(
      texts: ["App", "Version", "Status", "Scale", "Charm", "Channel", "Rev"]
        + (isKubernetes ? ["Address"] : []) + ["Exposed", "Message"])
    let scales = Self.scales(of: status)
    for (name, application) in NaturalOrder.sorted(status.applications) {
      let charm = CharmName(url: application.charm)
      var row: [Tabular.Cell] = [
        .init(name), .init(version(application)),
        .status(application.status.status.rawValue), .init(scales[name] ?? "0"), .init(charm.name),
        .init(application.charmChannel ?? ""), .init(charm.revision.map(String.init) ?? ""),
      ]
      if isKubernetes { row.append(.init(application.publicAddress)) }
      row.append(.init(application.exposed ? "yes" : "no"))
      row.append(.init(WrappedText.clipped(application.status.info, to: 120)))
      table.add(row)
    }
    return table
  }

  /// The first line of the version, no longer than its column may be.
  private func version(_ application: ApplicationStatus) -> String {
    let line = application.workloadVersion.prefix { !$0.isNewline }
    return WrappedText.clipped(String(line), to: isKubernetes ? 30 : 15)
  }

  /// How many units each application has; `ready/wanted` where some of their agents are not ready.
  static func scales(of status: FullStatus) -> [String: String] {
    var units: [String: [UnitStatus]] = [:]
    for (name, application) in status.applications {
      units[name, default: []] += application.units.values
      for unit in application.units.values {
        // A subordinate stands under the unit it goes with, not under its own application.
        for (name, subordinate) in unit.subordinates {
          units[String(name.prefix { $0 != "/" }), default: []].append(subordinate)
        }
      }
    }
    return units.mapValues { units in
      let ready = units.filter {
        ["executing", "idle", "running"].contains($0.agentStatus.status.rawValue)
      }
      return ready.count == units.count ? "\(units.count)" : "\(ready.count)/\(units.count)"
    }
  }

  private var units: Tabular {
    var table = Tabular()
    table.add(
      texts: ["Unit", "Workload", "Agent"]
        + (isKubernetes ? ["Address"] : ["Machine", "Public address"]) + ["Ports", "Message"])
    let units = status.applications.values.flatMap(\.units)
      .sorted { NaturalOrder.precedes($0.key, $1.key) }
    for (name, unit) in units { add(name, unit, indent: "", to: &table) }
    return table
  }

  private func add(
    _ name: String, _ unit: UnitStatus, indent: String, to table: inout Tabular
  ) {
    let address = isKubernetes ? [unit.address ?? ""] : [unit.machine, unit.publicAddress]
    table.add(
      [
        .init(indent + name + (unit.leader == true ? "*" : "")),
        .status(unit.workloadStatus.status.rawValue), .status(unit.agentStatus.status.rawValue),
      ] + address.map { .init($0) } + [
        .init(OpenedPorts.text(unit.openedPorts)),
        .init(WrappedText.clipped(unit.message(of: name, in: status), to: 120)),
      ])
    for (name, subordinate) in NaturalOrder.sorted(unit.subordinates) {
      add(name, subordinate, indent: indent + "  ", to: &table)
    }
  }

  // MARK: Machines

  private var machines: Tabular {
    var table = Tabular()
    table.add(texts: ["Machine", "State", "Address", "Inst id", "Base", "AZ", "Message"])
    for (id, machine) in NaturalOrder.sorted(status.machines) { add(id, machine, to: &table) }
    return table
  }

  private func add(_ id: String, _ machine: MachineStatus, to table: inout Tabular) {
    let state = machine.shownStatus
    let message =
      machine.modificationStatus.status == .error ? state.info : machine.instanceStatus.info
    let zone = machine.hardware.split(separator: " ").first { $0.hasPrefix("availability-zone=") }
    table.add([
      .init(id), .status(state.status.rawValue), .init(machine.dnsName),
      .init(machine.displayName.isEmpty ? machine.instanceID : machine.displayName),
      .init(machine.base.text),
      .init(zone.map { String($0.drop { $0 != "=" }.dropFirst()) } ?? ""),
      .init(WrappedText.clipped(message, to: 120)),
    ])
    for (id, container) in NaturalOrder.sorted(machine.containers) {
      add(id, container, to: &table)
    }
  }

  // MARK: Offers, relations, storage

  private var offers: Tabular {
    var table = Tabular()
    table.add(texts: [
      "Offer", "Application", "Charm", "Rev", "Connected", "Endpoint", "Interface", "Role",
    ])
    for (name, offer) in NaturalOrder.sorted(status.offers) {
      let charm = CharmName(url: offer.charm)
      let shared = [
        name, offer.applicationName, charm.name, charm.revision.map(String.init) ?? "",
        "\(offer.activeConnectedCount)/\(offer.totalConnectedCount)",
      ]
      for (index, endpoint) in NaturalOrder.sorted(offer.endpoints).enumerated() {
        table.add(
          texts: (index == 0 ? shared : ["", "", "", "", ""])
            + [endpoint.key, endpoint.value.interface, endpoint.value.role.rawValue])
      }
    }
    return table
  }

  private var relations: Tabular {
    var table = Tabular()
    table.add(texts: ["Integration provider", "Requirer", "Interface", "Type", "Message"])
    for relation in ModelRelation.all(in: status, of: place) {
      table.add(
        [
          .init(relation.provider), .init(relation.requirer), .init(relation.interface),
          .init(relation.type),
        ] + relation.messageCells)
    }
    return table
  }

  private var storage: Tabular {
    var table = Tabular()
    table.add(texts: ["Storage Unit", "Storage ID", "Status", "Message"])
    for storage in status.storage ?? [] {
      table.add(texts: [
        storage.ownerTag.id ?? "", storage.storageTag.id ?? "", storage.status.status.rawValue,
        storage.status.info,
      ])
    }
    return table
  }

}

extension MachineStatus {
  /// The state of its agent; a profile that could not be applied comes before it.
  var shownStatus: DetailedStatus {
    modificationStatus.status == .error ? modificationStatus : agentStatus
  }
}
