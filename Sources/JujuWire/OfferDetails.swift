package import JSON

/// The offers that were found.
package struct QueryApplicationOffersResults: Codable, Sendable, Hashable {
  package var results: [ApplicationOfferAdminDetails]

  package init(results: [ApplicationOfferAdminDetails] = []) {
    self.results = results
  }
}

/// An offer with what only those who manage it may see.
package struct ApplicationOfferAdminDetails: Codable, Sendable, Hashable {
  package var sourceModelTag: Tag
  package var offerUUID: String
  /// Without the controller.
  package var offerURL: String
  package var offerName: String
  package var applicationDescription: String
  package var endpoints: [RemoteEndpoint]
  /// The caller first; others only for those who manage the offer.
  package var users: [OfferUserDetails]
  package var applicationName: String
  package var charmURL: String
  package var connections: [OfferConnection]
  /// Where the offering side binds the endpoints; told by version 4 of the facade only.
  package var bindings: [String: String]?
  /// The networks it is in; told by version 4 only, and kept as they are.
  package var spaces: [RawJSON]?

  private enum CodingKeys: String, CodingKey {
    case sourceModelTag = "source-model-tag"
    case offerUUID = "offer-uuid"
    case offerURL = "offer-url"
    case offerName = "offer-name"
    case applicationDescription = "application-description"
    case endpoints
    case users
    case applicationName = "application-name"
    case charmURL = "charm-url"
    case connections
    case bindings
    case spaces
  }

  package init(
    sourceModelTag: Tag, offerUUID: String, offerURL: String, offerName: String,
    applicationDescription: String = "", endpoints: [RemoteEndpoint] = [],
    users: [OfferUserDetails] = [], applicationName: String = "", charmURL: String = "",
    connections: [OfferConnection] = [],
    bindings: [String: String]? = nil, spaces: [RawJSON]? = nil
  ) {
    self.sourceModelTag = sourceModelTag
    self.offerUUID = offerUUID
    self.offerURL = offerURL
    self.offerName = offerName
    self.applicationDescription = applicationDescription
    self.endpoints = endpoints
    self.users = users
    self.applicationName = applicationName
    self.charmURL = charmURL
    self.connections = connections
    self.bindings = bindings
    self.spaces = spaces
  }
}

/// An offer as everybody with access sees it.
package struct ApplicationOfferDetails: Codable, Sendable, Hashable {
  package var sourceModelTag: Tag
  package var offerUUID: String
  /// Without the controller.
  package var offerURL: String
  package var offerName: String
  package var applicationDescription: String
  package var endpoints: [RemoteEndpoint]
  package var users: [OfferUserDetails]
  /// Where the offering side binds the endpoints; told by version 4 of the facade only.
  package var bindings: [String: String]?
  /// The networks it is in; told by version 4 only, and kept as they are.
  package var spaces: [RawJSON]?

  private enum CodingKeys: String, CodingKey {
    case sourceModelTag = "source-model-tag"
    case offerUUID = "offer-uuid"
    case offerURL = "offer-url"
    case offerName = "offer-name"
    case applicationDescription = "application-description"
    case endpoints
    case users
    case bindings
    case spaces
  }

  package init(
    sourceModelTag: Tag, offerUUID: String, offerURL: String, offerName: String,
    applicationDescription: String = "", endpoints: [RemoteEndpoint] = [],
    users: [OfferUserDetails] = [],
    bindings: [String: String]? = nil, spaces: [RawJSON]? = nil
  ) {
    self.sourceModelTag = sourceModelTag
    self.offerUUID = offerUUID
    self.offerURL = offerURL
    self.offerName = offerName
    self.applicationDescription = applicationDescription
    self.endpoints = endpoints
    self.users = users
    self.bindings = bindings
    self.spaces = spaces
  }
}

/// The access of one user to an offer.
package struct OfferUserDetails: Codable, Sendable, Hashable {
  package var user: String
  package var displayName: String
  package var access: OfferAccess

  private enum CodingKeys: String, CodingKey {
    case user
    case displayName = "display-name"
    case access
  }

  package init(user: String, displayName: String = "", access: OfferAccess) {
    self.user = user
    self.displayName = displayName
    self.access = access
  }
}

/// A relation somebody made to an offer.
package struct OfferConnection: Codable, Sendable, Hashable {
  /// The consuming model.
  package var sourceModelTag: Tag
  /// Counted in the offering model.
  package var relationID: Int
  package var username: String
  package var endpoint: String
  package var status: EntityStatus
  /// CIDRs the consumer's traffic comes from.
  package var ingressSubnets: [String]

  private enum CodingKeys: String, CodingKey {
    case sourceModelTag = "source-model-tag"
    case relationID = "relation-id"
    case username
    case endpoint
    case status
    case ingressSubnets = "ingress-subnets"
  }

  package init(
    sourceModelTag: Tag, relationID: Int, username: String, endpoint: String, status: EntityStatus,
    ingressSubnets: [String] = []
  ) {
    self.sourceModelTag = sourceModelTag
    self.relationID = relationID
    self.username = username
    self.endpoint = endpoint
    self.status = status
    self.ingressSubnets = ingressSubnets
  }
}

/// Offers by their URLs.
package struct OfferURLs: Codable, Sendable, Hashable {
  package var offerURLs: [String]
  package var bakeryVersion: Int?

  private enum CodingKeys: String, CodingKey {
    case offerURLs = "offer-urls"
    case bakeryVersion = "bakery-version"
  }

  package init(offerURLs: [String] = [], bakeryVersion: Int? = nil) {
    self.offerURLs = offerURLs
    self.bakeryVersion = bakeryVersion
  }
}

/// One answer per URL.
package struct ApplicationOffersResults: Codable, Sendable, Hashable {
  package var results: [ApplicationOfferResult]

  package init(results: [ApplicationOfferResult] = []) {
    self.results = results
  }
}

/// An offer, or why there is none.
package struct ApplicationOfferResult: Codable, Sendable, Hashable {
  package var result: ApplicationOfferAdminDetails?
  package var error: WireError?

  package init(result: ApplicationOfferAdminDetails? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}
