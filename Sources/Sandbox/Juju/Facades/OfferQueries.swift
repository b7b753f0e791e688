import JujuWire

/// What a query for offers is for; it decides who may ask and what is told.
enum OfferQueryPurpose {
  /// For those who manage the model: refused to others.
  case manage
  /// For everybody: offers the caller may not see are left out.
  case look
}

extension Call {
  /// Returns the offers that one of the filters lets through, by model, then by name.
  func offers(
    matching filters: [OfferFilter], purpose: OfferQueryPurpose
  ) throws -> [ApplicationOfferAdminDetails] {
    if filters.isEmpty { throw WireError("at least one offer filter is required") }
    var models: [ModelRecord] = []
    var filtersByModel: [Int64: [OfferFilter]] = [:]
    for filter in filters {
      let model = try model(of: filter)
      if filtersByModel[model.id] == nil { models.append(model) }
      filtersByModel[model.id, default: []].append(filter)
    }
    return try models.flatMap { model in
      try offers(of: model, matching: filtersByModel[model.id] ?? [], purpose)
    }
  }

  /// Returns the filters; a single one without model stands for all models of the controller.
  func filtersOverAllModels(_ filters: [OfferFilter]) throws -> [OfferFilter] {
    guard filters.count == 1, filters[0].modelName.isEmpty else { return filters }
    return try state.models(of: controller).map { model in
      var filter = filters[0]
      filter.modelName = model.name
      filter.ownerName = model.owner
      return filter
    }
  }

  private func model(of filter: OfferFilter) throws -> ModelRecord {
    if filter.modelName.isEmpty {
      throw WireError("application offer filter must specify a model name")
    }
    let owner = filter.ownerName.isEmpty ? user.name : filter.ownerName
    guard let model = try state.model(named: filter.modelName, owner: owner, of: controller) else {
      throw WireError.notFound("model \("\(owner)/\(filter.modelName)".quoted)")
    }
    return model
  }

  private func offers(
    of model: ModelRecord, matching filters: [OfferFilter], _ purpose: OfferQueryPurpose
  ) throws -> [ApplicationOfferAdminDetails] {
    let managesModel = try isAdmin(of: model)
    if purpose == .manage, !managesModel { throw WireError.permissionDenied }
    let matchers = try filters.map { try OfferMatcher($0, self) }
    // Many offers are of few applications, and reading one reads its endpoints.
    var applications: [Int64: ApplicationRecord] = [:]
    return try state.offers(of: model).compactMap { offer in
      let access = try state.access(of: user.name, to: offer, in: model, on: controller)
      guard access.includes(.read), try matchers.contains(where: { try $0.matches(offer) }) else {
        return nil
      }
      let application =
        try applications[offer.applicationID] ?? state.application(id: offer.applicationID)
      applications[offer.applicationID] = application
      return try details(of: offer, by: application, in: model, access: access)
    }
  }

  /// Returns what the caller may know about an offer.
  func details(
    of offer: OfferRecord, in model: ModelRecord, access: OfferAccess
  ) throws -> ApplicationOfferAdminDetails {
    try details(
      of: offer, by: state.application(id: offer.applicationID), in: model, access: access)
  }

  private func details(
    of offer: OfferRecord, by application: ApplicationRecord?, in model: ModelRecord,
    access: OfferAccess
  ) throws -> ApplicationOfferAdminDetails {
    var details = ApplicationOfferAdminDetails(
      sourceModelTag: model.tag, offerUUID: offer.uuid,
      offerURL: OfferURL(user: model.owner, model: model.name, name: offer.name).description,
      offerName: offer.name, applicationDescription: offer.description,
      endpoints: try application.map { try state.endpoints(of: offer, by: $0).map(\.remote) } ?? [],
      users: [
        OfferUserDetails(user: user.name, displayName: user.displayName, access: access)
      ])
    guard access.includes(.admin) else { return details }
    for (name, access) in try state.users(of: offer) where name != user.name {
      details.users.append(
        OfferUserDetails(
          user: name, displayName: try state.displayName(of: name, on: controller),
          access: access))
    }
    if let application {
      details.applicationName = application.name
      details.charmURL = application.charmURL(on: controller)
    }
    details.connections = try state.connections(to: offer).map(OfferConnection.init(record:))
    return details
  }

  /// Answers `show-offer`: one offer per URL, or why there is none.
  func showOffers(_ arguments: OfferURLs) throws -> ApplicationOffersResults {
    ApplicationOffersResults(
      results: try each(
        arguments.offerURLs,
        { text in
          let (offer, model, access) = try readableOffer(text)
          return ApplicationOfferResult(
            result: try details(of: offer, in: model, access: access))
        }, failed: { ApplicationOfferResult(error: $0) }))
  }

  /// Returns the offer a URL names if the caller may see it. What may not be seen is not there.
  func readableOffer(_ text: String) throws -> (OfferRecord, ModelRecord, OfferAccess) {
    let url = try offerURL(text)
    let model = try model(of: url)
    if let offer = try state.offer(url.name, of: model) {
      let access = try state.access(of: user.name, to: offer, in: model, on: controller)
      if access.includes(.read) { return (offer, model, access) }
    }
    throw WireError.notFound("application offer \(url.description.quoted)")
  }
}

extension OfferConnection {
  init(record: ConnectionRecord) {
    self.init(
      sourceModelTag: .model(record.consumingModelUUID), relationID: record.number,
      username: record.user, endpoint: record.endpoint,
      status: EntityStatus(
        status: record.status, info: record.message,
        since: WireTime(milliseconds: record.since)),
      ingressSubnets: record.ingress)
  }
}
