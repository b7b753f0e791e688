/// Offers to consume.
package struct ConsumeOfferDetailsArgument: Codable, Sendable, Hashable {
  package var offerURLs: OfferURLs
  /// Asks on behalf of another user; for superusers only.
  package var userTag: Tag?

  private enum CodingKeys: String, CodingKey {
    case offerURLs = "offer-urls"
    case userTag = "user-tag"
  }

  package init(offerURLs: OfferURLs, userTag: Tag? = nil) {
    self.offerURLs = offerURLs
    self.userTag = userTag
  }
}

/// One answer per URL.
package struct ConsumeOfferDetailsResults: Codable, Sendable, Hashable {
  package var results: [ConsumeOfferDetailsResult]

  package init(results: [ConsumeOfferDetailsResult] = []) {
    self.results = results
  }
}

/// What a consuming model has to be told, or why it may not know.
package struct ConsumeOfferDetailsResult: Codable, Sendable, Hashable {
  package var offer: ApplicationOfferDetails?
  /// Proves the right to consume; handed on to the consuming model.
  package var macaroon: Macaroon?
  package var externalController: ExternalController?
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case offer
    case macaroon
    case externalController = "external-controller"
    case error
  }

  package init(
    offer: ApplicationOfferDetails? = nil, macaroon: Macaroon? = nil,
    externalController: ExternalController? = nil, error: WireError? = nil
  ) {
    self.offer = offer
    self.macaroon = macaroon
    self.externalController = externalController
    self.error = error
  }
}

/// The controller that holds an offer.
package struct ExternalController: Codable, Sendable, Hashable {
  package var controllerTag: Tag
  package var controllerAlias: String
  package var addresses: [String]
  package var caCertificate: String

  private enum CodingKeys: String, CodingKey {
    case controllerTag = "controller-tag"
    case controllerAlias = "controller-alias"
    case addresses = "addrs"
    case caCertificate = "ca-cert"
  }

  package init(
    controllerTag: Tag, controllerAlias: String = "", addresses: [String] = [],
    caCertificate: String = ""
  ) {
    self.controllerTag = controllerTag
    self.controllerAlias = controllerAlias
    self.addresses = addresses
    self.caCertificate = caCertificate
  }
}
