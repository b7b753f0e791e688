import JujuWire

extension Call {
  /// Answers what a consuming model has to be told about offers, with a macaroon that proves that
  /// the caller may consume them.
  func consumeDetails(
    _ argument: ConsumeOfferDetailsArgument
  ) throws -> ConsumeOfferDetailsResults {
    let consumer = try consumer(argument.userTag)
    return ConsumeOfferDetailsResults(
      results: try each(
        argument.offerURLs.offerURLs, { try consumeDetails(of: $0, for: consumer) },
        failed: { ConsumeOfferDetailsResult(error: $0) }))
  }

  /// Returns for whom the caller asks.
  private func consumer(_ tag: Tag?) throws -> String {
    guard let tag, !tag.rawValue.isEmpty else { return user.name }
    let name = try userName(tag)
    if name != user.name { try requireSuperuser() }
    return name
  }

  private func consumeDetails(
    of text: String, for consumer: String
  ) throws -> ConsumeOfferDetailsResult {
    let url = try offerURL(text)
    let model = try model(of: url)
    guard let offer = try state.offer(url.name, of: model) else {
      throw WireError.notFound("application offer \(url.description.quoted)")
    }
    let access = try state.access(of: consumer, to: offer, in: model, on: controller)
    guard access.includes(.consume) else { throw WireError.permissionDenied }
    let details = try details(of: offer, in: model, access: access)
    return ConsumeOfferDetailsResult(
      offer: ApplicationOfferDetails(
        sourceModelTag: details.sourceModelTag, offerUUID: details.offerUUID,
        offerURL: details.offerURL, offerName: details.offerName,
        applicationDescription: details.applicationDescription, endpoints: details.endpoints,
        users: details.users),
      macaroon: Seal.macaroon(offer: offer, user: consumer, on: controller),
      externalController: ExternalController(
        controllerTag: .controller(controller.uuid), addresses: controller.endpoints,
        caCertificate: controller.caCertificate))
  }

  /// Answers what a picture of a remote application needs.
  func remoteApplications(_ arguments: OfferURLs) throws -> RemoteApplicationInfoResults {
    RemoteApplicationInfoResults(
      results: try each(
        arguments.offerURLs,
        { text in
          let (offer, model, _) = try readableOffer(text)
          let url = OfferURL(user: model.owner, model: model.name, name: offer.name)
          return RemoteApplicationInfoResult(
            result: RemoteApplicationInfo(
              modelTag: model.tag, name: offer.name, description: offer.description,
              offerURL: url.description, sourceModelLabel: model.name,
              endpoints: try state.endpoints(of: offer).map(\.remote),
              iconURLPath: "rest/1.0/remote-application/\(offer.name)/icon"))
        }, failed: { RemoteApplicationInfoResult(error: $0) }))
  }
}
