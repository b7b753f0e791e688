import JujuWire

extension ServedFacade {
  /// The status of a model and the way to follow its changes.
  static let client = ServedFacade(
    ClientFacade.facade,
    [
      ServedMethod(ClientFacade.fullStatus) { call, parameters in
        let model = try call.connectedModel(for: .read)
        return try StatusReport(call: call, model: model).fullStatus(parameters.patterns)
      },
      ServedMethod(ClientFacade.watchAll) { call, _ in
        let model = try call.connectedModel(for: .read)
        return AllWatcherID(watcherID: call.session.addWatcher(.model(uuid: model.uuid)))
      },
    ])
}

/// Puts together the status of one model.
struct StatusReport {
  let call: Call
  let model: ModelRecord

  private var state: JujuState { call.state }
  private var controller: ControllerRecord { call.controller }

  /// Returns the status of everything, or of the applications and units a pattern matches and of
  /// what belongs to them.
  func fullStatus(_ patterns: [String]) throws -> FullStatus {
    // Those that consumers made to offers are no part of the status.
    let relations = try state.relations(of: model).filter { relation in
      !relation.ends.contains { $0.isProxy }
    }
    let units = try state.units(of: model)
    let chosen = StatusFilter(patterns, relations: relations, units: units)
    var status = FullStatus(
      model: section, controllerTimestamp: WireTime(milliseconds: state.now))
    for machine in try state.machines(of: model) where chosen.includes(machine: machine.number) {
      status.machines[String(machine.number)] = self.status(of: machine)
    }
    for application in try state.applications(of: model)
    where chosen.includes(application: application.name) {
      status.applications[application.name] = try self.status(
        of: application, relations: relations, units: units)
    }
    for saas in try state.saas(of: model) where chosen.includes(application: saas.name) {
      status.remoteApplications[saas.name] = try self.status(of: saas, relations: relations)
    }
    for offer in try state.offers(of: model) {
      let offered = try self.status(of: offer)
      if chosen.includes(application: offered.applicationName) {
        status.offers[offer.name] = offered
      }
    }
    status.relations = try relations.filter { relation in
      relation.ends.contains { chosen.includes(application: $0.name) }
    }.map(self.status(of:))
    return status
  }

  private var section: ModelStatusSection {
    ModelStatusSection(
      name: model.name, type: "iaas", cloudTag: .cloud(controller.cloud),
      region: controller.region, version: controller.version,
      modelStatus: Self.status(.available, since: model.since))
  }

  private func status(of machine: MachineRecord) -> MachineStatus {
    let address = model.address(ofMachine: machine.number)
    return MachineStatus(
      agentStatus: Self.status(.started, since: machine.since),
      instanceStatus: Self.status(.running, info: "Running", since: machine.since),
      modificationStatus: Self.status("applied", since: machine.since),
      hostname: machine.instance, dnsName: address, ipAddresses: [address],
      instanceID: machine.instance, base: machine.base, id: String(machine.number),
      networkInterfaces: [
        "eth0": NetworkInterface(
          ipAddresses: [address], macAddress: "00:16:3e:00:00:00", space: "alpha", isUp: true)
      ],
      hardware: "arch=amd64 cores=2 mem=4096M root-disk=8192M availability-zone=sandbox-1",
      jobs: ["JobHostUnits"])
  }

  static func status(
    _ word: StatusWord, info: String = "", since: Int64
  ) -> DetailedStatus {
    DetailedStatus(status: word, info: info, since: WireTime(milliseconds: since))
  }
}

// MARK: - Applications and units

extension StatusReport {
  private func status(
    of application: ApplicationRecord, relations: [RelationRecord], units: [UnitRecord]
  ) throws -> ApplicationStatus {
    let own = relations.filter { $0.end(of: application.name) != nil }
    let principals = own.filter { $0.scope == .container && $0.ends.count == 2 }
      .compactMap { $0.end(oppositeTo: application.name)?.name }
    return ApplicationStatus(
      charm: application.charmURL(on: controller),
      charmChannel: application.channel, base: application.base, exposed: application.isExposed,
      exposedEndpoints: try call.exposedEndpoints(of: application), life: .alive,
      relations: related(to: application.name, by: own),
      subordinateTo: application.isSubordinate ? Set(principals).sorted() : [],
      units: try unitStatuses(of: application, units),
      status: Self.status(try state.status(of: application), since: application.since),
      workloadVersion: application.definition?.workloadVersion ?? "",
      endpointBindings: try call.bindings(of: application))
  }

  /// Returns the related applications by endpoint; a peer is related to itself.
  private func related(to name: String, by relations: [RelationRecord]) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for relation in relations {
      guard let own = relation.end(of: name) else { continue }
      let other = relation.end(oppositeTo: name)?.name ?? name
      result[own.relation.name, default: []].append(other)
    }
    return result.mapValues { $0.sorted() }
  }

  /// Returns the units of a principal, each with the subordinates beside it. Those of a subordinate
  /// are listed only there.
  private func unitStatuses(
    of application: ApplicationRecord, _ units: [UnitRecord]
  ) throws -> [String: UnitStatus] {
    if application.isSubordinate { return [:] }
    var result: [String: UnitStatus] = [:]
    for unit in units where unit.applicationID == application.id {
      var status = try status(of: unit, units)
      for beside in units where beside.principalID == unit.id {
        status.subordinates[beside.name] = try self.status(of: beside, units)
      }
      result[unit.name] = status
    }
    return result
  }

  private func status(of unit: UnitRecord, _ units: [UnitRecord]) throws -> UnitStatus {
    let address = unit.address(in: model)
    let definition = try state.application(id: unit.applicationID)?.definition
    let leader = units.first { $0.applicationID == unit.applicationID }
    return UnitStatus(
      agentStatus: Self.status(.idle, since: unit.since),
      workloadStatus: Self.status(.active, since: unit.since),
      workloadVersion: definition?.workloadVersion ?? "",
      machine: unit.principalID == nil ? unit.machine.map(String.init) ?? "" : "",
      openedPorts: definition?.ports ?? [], publicAddress: address, address: address,
      leader: leader?.id == unit.id ? true : nil)
  }
}

// MARK: - Offers, consumed offers, relations

extension StatusReport {
  private func status(
    of saas: SaasRecord, relations: [RelationRecord]
  ) throws -> RemoteApplicationStatus {
    let status = try state.status(of: saas)
    return RemoteApplicationStatus(
      offerURL: saas.offerURL, offerName: saas.offerName,
      endpoints: try state.endpoints(of: saas), life: .alive,
      relations: related(to: saas.name, by: relations.filter { $0.end(of: saas.name) != nil }),
      status: Self.status(status.word, info: status.message, since: saas.since))
  }

  private func status(of offer: OfferRecord) throws -> ApplicationOfferStatus {
    let application = try state.application(id: offer.applicationID)
    let connections = try state.connections(to: offer)
    let endpoints = try state.endpoints(of: offer).map { ($0.alias, $0.remote) }
    return ApplicationOfferStatus(
      offerName: offer.name, applicationName: application?.name ?? "",
      charm: application?.charmURL(on: controller) ?? "",
      endpoints: Dictionary(endpoints, uniquingKeysWith: { first, _ in first }),
      activeConnectedCount: connections.filter(\.isActive).count,
      totalConnectedCount: connections.count)
  }

  private func status(of relation: RelationRecord) throws -> RelationStatus {
    RelationStatus(
      id: relation.number, key: relation.key, interface: relation.interface,
      scope: relation.scope,
      endpoints: try relation.ends.map { end in
        let application = try end.applicationID.flatMap { try state.application(id: $0) }
        return EndpointStatus(
          application: end.name, name: end.relation.name, role: end.relation.role,
          subordinate: application?.isSubordinate ?? false)
      },
      status: Self.status(relation.status, info: relation.message, since: relation.since))
  }
}
