import Diagnostics
import JujuClient
import JujuWire

/// The relations of one model: in an offering model also who made which of them to which offer, as
/// far as the caller may know that.
///
/// Source: Juju facades `Client`, `FullStatus`; `ApplicationOffers`, `ListApplicationOffers`.
struct ModelRelations {
  /// Sorted by provider, then requirer.
  let all: [ModelRelation]
  /// The names of the applications of the model and of what it consumes.
  let applications: Set<String>
  let place: ModelPlace
  private let session: JujuSession

  init(_ session: JujuSession, of place: ModelPlace) throws(Diagnostic) {
    self.session = session
    self.place = place
    let status = try ModelStatus(on: session.channel(to: place)).full()
    let relations = ModelRelation.all(in: status, of: place)
    applications = Set(status.applications.keys).union(status.remoteApplications.keys)
    let hasConsumers = status.offers.values.contains { $0.totalConnectedCount > 0 }
    all = hasConsumers ? Self.completed(relations, in: place, session) : relations
  }

  /// Adds the relations that others made to the model's offers. Controllers keep them out of the
  /// status and tell those who manage the model with the list of offers.
  private static func completed(
    _ relations: [ModelRelation], in place: ModelPlace, _ session: JujuSession
  ) -> [ModelRelation] {
    let filter = OfferFilter(ownerName: place.owner, modelName: place.shortName)
    let offers = attempt { () throws(Diagnostic) in
      try Offers(on: session.channel(to: place.controller)).list([filter])
    }
    var relations = relations
    for offer in offers ?? [] {
      for connection in offer.connections {
        var relation =
          relations.first { $0.relationID == connection.relationID }
          ?? ModelRelation(connection, to: offer, in: place)
        relation.offer = PlacedURL(text: offer.offerURL, store: place.controller).placed
        relation.user = connection.username
        relation.consumer = name(of: connection.sourceModelTag, session)
        relations.removeAll { $0.relationID == connection.relationID }
        relations.append(relation)
      }
    }
    return relations.sorted()
  }

  /// The name of a model that is known here, else its uuid.
  private static func name(of tag: Tag, _ session: JujuSession) -> String {
    let uuid = tag.id(of: .model) ?? ""
    for controller in session.directory.controllers {
      if let model = controller.models.first(where: { $0.uuid == uuid }) {
        return "\(controller.name):\(model.name)"
      }
    }
    return uuid
  }

  // MARK: Names

  /// Returns those that a name means: one of their ends, `mysql` or `mysql:db`, or the offer they
  /// were made to, by its name or its URL.
  func named(_ name: String) -> [ModelRelation] {
    let url = name.contains(".") ? try? OfferURL.parse(name) : nil
    return all.filter { relation in
      if let url { return relation.isMade(to: url) }
      return relation.hasEnd(name) || relation.offerName == name
    }
  }

  /// Returns those between two ends. In the offering model the other end may also be named as the
  /// consuming model has it, where that can be read and only one application is meant.
  func between(_ one: String, _ other: String) -> [ModelRelation] {
    let here = all.filter { relation in
      (relation.provider.isEnd(one) && relation.requirer.isEnd(other))
        || (relation.provider.isEnd(other) && relation.requirer.isEnd(one))
    }
    if !here.isEmpty { return here }
    return all.filter { relation in
      guard !relation.user.isEmpty else { return false }
      return (relation.hasEnd(one) && isMade(relation, from: other))
        || (relation.hasEnd(other) && isMade(relation, from: one))
    }
  }

  /// Whether what the consuming model has between the same endpoints is all of that end: which of
  /// several such relations is which, nobody tells.
  private func isMade(_ relation: ModelRelation, from end: String) -> Bool {
    let consuming = attempt { () throws(Diagnostic) -> [ModelRelation] in
      guard let reference = try? ModelReference.parse(relation.consumer) else { return [] }
      let place = try session.model(reference)
      let status = try ModelStatus(on: session.channel(to: place)).full()
      return ModelRelation.all(in: status, of: place)
    }
    let alike = (consuming ?? []).filter { other in
      other.offer == relation.offer
        && (relation.provider.isEmpty || other.provider.endpoint == relation.provider.endpoint)
        && (relation.requirer.isEmpty || other.requirer.endpoint == relation.requirer.endpoint)
    }
    return !alike.isEmpty && alike.allSatisfy { $0.hasEnd(end) }
  }
}

extension ModelRelation {
  /// The name of the offer it was made to, without its model.
  var offerName: String? { try? OfferURL.parse(offer).offerName }

  /// Whether one of its ends is that application, or that endpoint of one.
  func hasEnd(_ name: String) -> Bool { provider.isEnd(name) || requirer.isEnd(name) }

  /// Whether it was made to the offer of a URL, whose absent parts do not matter.
  fileprivate func isMade(to url: OfferURL) -> Bool {
    guard let own = try? OfferURL.parse(offer) else { return false }
    return own.name == url.offerName && own.model == url.model
      && (url.user.isEmpty || own.user == url.user)
      && (url.source.isEmpty || own.source == url.source)
  }
}

extension String {
  /// Whether the end `application:endpoint` is that application, or exactly that end.
  fileprivate func isEnd(_ name: String) -> Bool { self == name || hasPrefix(name + ":") }

  /// The endpoint of the end `application:endpoint`.
  fileprivate var endpoint: Substring { drop { $0 != ":" } }
}
