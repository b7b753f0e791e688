package import JSON

/// One change a watcher reports, on the wire an array of three: kind, change or removal, entity.
package struct Delta: Codable, Sendable, Hashable {
  /// A removed entity holds only what names it.
  package var isRemoval: Bool
  package var entity: DeltaEntity

  package init(isRemoval: Bool = false, entity: DeltaEntity) {
    self.isRemoval = isRemoval
    self.entity = entity
  }

  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let kind = try container.decode(String.self)
    isRemoval = try container.decode(String.self) == "remove"
    entity =
      switch kind {
      case "model": .model(try container.decode(ModelEntity.self))
      case "application": .application(try container.decode(ApplicationEntity.self))
      case "remoteApplication":
        .remoteApplication(try container.decode(RemoteApplicationEntity.self))
      case "applicationOffer": .applicationOffer(try container.decode(ApplicationOfferEntity.self))
      case "relation": .relation(try container.decode(RelationEntity.self))
      case "unit": .unit(try container.decode(UnitEntity.self))
      case "machine": .machine(try container.decode(MachineEntity.self))
      default: .other(kind: kind, try container.decode(RawJSON.self))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(entity.kind)
    try container.encode(isRemoval ? "remove" : "change")
    switch entity {
    case .model(let entity): try container.encode(entity)
    case .application(let entity): try container.encode(entity)
    case .remoteApplication(let entity): try container.encode(entity)
    case .applicationOffer(let entity): try container.encode(entity)
    case .relation(let entity): try container.encode(entity)
    case .unit(let entity): try container.encode(entity)
    case .machine(let entity): try container.encode(entity)
    case .other(_, let json): try container.encode(json)
    }
  }
}

/// What changed.
package enum DeltaEntity: Sendable, Hashable {
  case model(ModelEntity)
  case application(ApplicationEntity)
  case remoteApplication(RemoteApplicationEntity)
  case applicationOffer(ApplicationOfferEntity)
  case relation(RelationEntity)
  case unit(UnitEntity)
  case machine(MachineEntity)
  /// A kind this version does not look into: `charm`, `annotation`, `action` …
  case other(kind: String, RawJSON)

  /// The first element of the delta.
  package var kind: String {
    switch self {
    case .model: "model"
    case .application: "application"
    case .remoteApplication: "remoteApplication"
    case .applicationOffer: "applicationOffer"
    case .relation: "relation"
    case .unit: "unit"
    case .machine: "machine"
    case .other(let kind, _): kind
    }
  }
}
