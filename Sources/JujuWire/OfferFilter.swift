/// Which offers to list; an offer that one of the filters lets through is listed.
package struct OfferFilters: Codable, Sendable, Hashable {
  package var filters: [OfferFilter]

  private enum CodingKeys: String, CodingKey {
    case filters = "Filters"
  }

  package init(filters: [OfferFilter] = []) {
    self.filters = filters
  }
}

/// Which offers to list; every part that is given has to match.
package struct OfferFilter: Codable, Sendable, Hashable {
  /// Owner of the model; empty means the caller.
  package var ownerName: String
  package var modelName: String
  /// A regular expression that matches anywhere in the name.
  package var offerName: String
  package var applicationName: String
  /// A part of the description.
  package var applicationDescription: String
  package var applicationUser: String
  package var endpoints: [EndpointFilterAttributes]
  /// One of these users has a relation to the offer.
  package var connectedUsers: [Tag]
  /// One of these users may consume the offer.
  package var allowedUsers: [Tag]

  private enum CodingKeys: String, CodingKey {
    case ownerName = "owner-name"
    case modelName = "model-name"
    case offerName = "offer-name"
    case applicationName = "application-name"
    case applicationDescription = "application-description"
    case applicationUser = "application-user"
    case endpoints
    case connectedUsers = "connected-users"
    case allowedUsers = "allowed-users"
  }

  package init(
    ownerName: String = "", modelName: String = "", offerName: String = "",
    applicationName: String = "", applicationDescription: String = "", applicationUser: String = "",
    endpoints: [EndpointFilterAttributes] = [], connectedUsers: [Tag] = [], allowedUsers: [Tag] = []
  ) {
    self.ownerName = ownerName
    self.modelName = modelName
    self.offerName = offerName
    self.applicationName = applicationName
    self.applicationDescription = applicationDescription
    self.applicationUser = applicationUser
    self.endpoints = endpoints
    self.connectedUsers = connectedUsers
    self.allowedUsers = allowedUsers
  }
}

/// What an endpoint has to be; every part that is given has to match.
package struct EndpointFilterAttributes: Codable, Sendable, Hashable {
  package var role: EndpointRole
  package var interface: String
  package var name: String

  package init(role: EndpointRole = .unset, interface: String = "", name: String = "") {
    self.role = role
    self.interface = interface
    self.name = name
  }
}
