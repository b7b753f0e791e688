import JSON
import JujuWire

extension Call {
  /// Answers `show-unit`, from which the ids of relations can be learned.
  func unitsInfo(_ arguments: Entities) throws -> UnitInfoResults {
    let model = try connectedModel(for: .read)
    let answers = try each(
      arguments.entities, { try unitResults(of: $0.tag, in: model) },
      failed: { [UnitInfoResult(error: $0)] })
    return UnitInfoResults(results: answers.flatMap(\.self))
  }

  /// Returns one unit, or those of an application.
  private func unitResults(of tag: Tag, in model: ModelRecord) throws -> [UnitInfoResult] {
    switch tag.kind {
    case .application:
      let application = try state.requireApplication(try applicationName(tag), of: model)
      return try state.units(of: application).map {
        UnitInfoResult(result: try result(of: $0, in: model))
      }
    case .unit:
      let name = tag.id ?? ""
      guard let unit = try state.unit(name, of: model) else {
        throw WireError.notFound("unit \(name.quoted)")
      }
      return [UnitInfoResult(result: try result(of: unit, in: model))]
    default:
      throw WireError("\(tag.rawValue.quoted) is not a valid unit or application tag")
    }
  }

  private func result(of unit: UnitRecord, in model: ModelRecord) throws -> UnitResult {
    guard let application = try state.application(id: unit.applicationID) else {
      throw WireError.notFound("application \(unit.application.quoted)")
    }
    let units = try state.units(of: application)
    let address = unit.address(in: model)
    return UnitResult(
      tag: .unit(unit.name), workloadVersion: application.definition?.workloadVersion ?? "",
      machine: unit.machine.map(String.init) ?? "",
      openedPorts: application.definition?.ports ?? [], publicAddress: address, address: address,
      charm: application.charmURL(on: controller), leader: units.first?.number == unit.number,
      life: .alive,
      relationData: try state.relations(of: application).map {
        try relationData($0, application, units: units, unit: unit, in: model)
      })
  }

  private func relationData(
    _ relation: RelationRecord, _ application: ApplicationRecord, units: [UnitRecord],
    unit: UnitRecord, in model: ModelRecord
  ) throws -> EndpointRelationData {
    let other = relation.end(oppositeTo: application.name)
    var published: [String: UnitRelationData] = [:]
    let related = try other?.applicationID.flatMap { try state.application(id: $0) }
    let peers = try related.map { try state.units(of: $0) } ?? units.filter { $0.id != unit.id }
    for peer in other == nil || related != nil ? peers : [] {
      let address = try WireJSON.raw(peer.address(in: model))
      published[peer.name] = UnitRelationData(
        inScope: relation.status == .joined,
        unitData: [
          "egress-subnets": try WireJSON.raw(peer.address(in: model) + "/32"),
          "ingress-address": address, "private-address": address,
        ])
    }
    let own = relation.end(of: application.name)?.relation.name ?? ""
    return EndpointRelationData(
      relationID: relation.number, endpoint: own, crossModel: relation.isCrossModel,
      relatedEndpoint: other?.relation.name ?? own, applicationData: [:],
      unitRelationData: published)
  }
}
