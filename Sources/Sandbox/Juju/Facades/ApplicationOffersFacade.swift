import JujuWire

extension ServedFacade {
  /// Offers of all models of a controller.
  static let applicationOffers = ServedFacade(
    ApplicationOffersFacade.facade,
    [
      ServedMethod(ApplicationOffersFacade.offer) { try $0.offer($1) },
      ServedMethod(ApplicationOffersFacade.list) { call, parameters in
        let found = try call.offers(matching: parameters.filters, purpose: .manage)
        return QueryApplicationOffersResults(results: found)
      },
      ServedMethod(ApplicationOffersFacade.find) { call, parameters in
        let filters = try call.filtersOverAllModels(parameters.filters)
        let found = try call.offers(matching: filters, purpose: .look)
        return QueryApplicationOffersResults(results: found)
      },
      ServedMethod(ApplicationOffersFacade.show) { try $0.showOffers($1) },
      ServedMethod(ApplicationOffersFacade.consumeDetails) { try $0.consumeDetails($1) },
      ServedMethod(ApplicationOffersFacade.modifyAccess) { call, parameters in
        try call.each(parameters.changes) { try call.modifyOfferAccess($0) }
      },
      ServedMethod(ApplicationOffersFacade.destroy) { call, parameters in
        try call.each(parameters.offerURLs) { url in
          try call.destroyOffer(url, force: parameters.force ?? false)
        }
      },
      ServedMethod(ApplicationOffersFacade.remoteApplications) { try $0.remoteApplications($1) },
    ])
}

extension Call {
  fileprivate func offer(_ arguments: AddApplicationOffers) throws -> ErrorResults {
    guard arguments.offers.count == 1 else {
      throw WireError("expected exactly one offer, got \(arguments.offers.count)")
    }
    return try each(arguments.offers) { try addOffer($0) }
  }

  private func addOffer(_ argument: AddApplicationOffer) throws {
    let model = try model(argument.modelTag)
    try require(.admin, to: model)
    let owner = try argument.ownerTag.flatMap { $0.rawValue.isEmpty ? nil : try userName($0) }
    let applicationName = argument.applicationName
    guard let application = try state.application(applicationName, of: model) else {
      throw WireError.notFound("application \(applicationName.quoted)")
        .because("getting offered application \(applicationName)")
    }
    let name = argument.offerName.isEmpty ? applicationName : argument.offerName
    guard Names.isApplication(name) else {
      throw WireError("offer name \(name.quoted) not valid", code: .notValid)
        .because("cannot add application offer \(name.quoted)")
    }
    for endpoint in argument.endpoints.values.sorted() {
      guard application.endpoints.contains(where: { $0.name == endpoint }) else {
        throw WireError(
          "application \(applicationName.quoted) has no \(endpoint.quoted) relation",
          code: .notFound)
      }
    }
    let description = argument.applicationDescription
    try state.setOffer(
      name, of: application, in: model, endpoints: argument.endpoints,
      description: description.isEmpty ? application.definition?.description ?? "" : description,
      owner: owner ?? user.name)
  }

  fileprivate func destroyOffer(_ text: String, force: Bool) throws {
    let url = try offerURL(text)
    let model = try model(of: url)
    try require(.admin, to: model)
    let offer = try offer(url, in: model)
    let count = try state.connections(to: offer).count
    if count > 0, !force {
      throw WireError("offer has \(count) relation\(count == 1 ? "" : "s")")
        .because("cannot delete application offer \(offer.name.quoted)")
    }
    try state.remove(offer)
  }

  // MARK: URLs

  /// Returns the parts of a URL in a call about offers of this controller.
  func offerURL(_ text: String) throws -> OfferURL {
    var url: OfferURL
    do throws(TextError) {
      url = try OfferURL.parse(text)
    } catch {
      throw WireError(error.message)
    }
    if url.user.isEmpty { url.user = user.name }
    if url.hasEndpoint {
      throw WireError("saas application \(url.description.quoted) shouldn't include endpoint")
    }
    if !url.source.isEmpty {
      throw WireError(
        "query for non-local application offers not supported", code: .notSupported)
    }
    return url
  }

  func model(of url: OfferURL) throws -> ModelRecord {
    guard let model = try state.model(named: url.model, owner: url.user, of: controller) else {
      throw WireError.notFound("model \("\(url.user)/\(url.model)".quoted)")
    }
    return model
  }

  func offer(_ url: OfferURL, in model: ModelRecord) throws -> OfferRecord {
    guard let offer = try state.offer(url.name, of: model) else {
      throw WireError.notFound("application offer \(url.name.quoted)")
    }
    return offer
  }
}
