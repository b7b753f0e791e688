package import JSON

/// Offers to consume in the model of the connection.
package struct ConsumeApplicationArguments: Codable, Sendable, Hashable {
  package var arguments: [ConsumeApplicationArgument]

  private enum CodingKeys: String, CodingKey {
    case arguments = "args"
  }

  package init(arguments: [ConsumeApplicationArgument] = []) {
    self.arguments = arguments
  }
}

/// An offer to consume: what the offering side said about it, and under which name.
package struct ConsumeApplicationArgument: Codable, Sendable, Hashable {
  package var sourceModelTag: Tag
  package var offerUUID: String
  /// With the controller when it is another one.
  package var offerURL: String
  package var offerName: String
  package var applicationDescription: String
  package var endpoints: [RemoteEndpoint]
  package var users: [OfferUserDetails]?
  /// Absent means the name of the offer.
  package var applicationAlias: String?
  package var macaroon: Macaroon?
  package var externalController: ExternalController?
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
    case applicationAlias = "application-alias"
    case macaroon
    case externalController = "external-controller"
    case bindings
    case spaces
  }

  package init(
    sourceModelTag: Tag, offerUUID: String, offerURL: String, offerName: String,
    applicationDescription: String = "", endpoints: [RemoteEndpoint] = [],
    users: [OfferUserDetails]? = nil, applicationAlias: String? = nil, macaroon: Macaroon? = nil,
    externalController: ExternalController? = nil,
    bindings: [String: String]? = nil, spaces: [RawJSON]? = nil
  ) {
    self.sourceModelTag = sourceModelTag
    self.offerUUID = offerUUID
    self.offerURL = offerURL
    self.offerName = offerName
    self.applicationDescription = applicationDescription
    self.endpoints = endpoints
    self.users = users
    self.applicationAlias = applicationAlias
    self.macaroon = macaroon
    self.externalController = externalController
    self.bindings = bindings
    self.spaces = spaces
  }
}

/// SAAS applications to remove.
package struct DestroyConsumedApplicationsRequest: Codable, Sendable, Hashable {
  package var applications: [DestroyConsumedApplicationRequest]

  package init(applications: [DestroyConsumedApplicationRequest] = []) {
    self.applications = applications
  }
}

/// A SAAS application to remove.
package struct DestroyConsumedApplicationRequest: Codable, Sendable, Hashable {
  package var applicationTag: Tag
  package var force: Bool?
  package var maxWaitNanoseconds: Int?

  private enum CodingKeys: String, CodingKey {
    case applicationTag = "application-tag"
    case force
    case maxWaitNanoseconds = "max-wait"
  }

  package init(applicationTag: Tag, force: Bool? = nil, maxWaitNanoseconds: Int? = nil) {
    self.applicationTag = applicationTag
    self.force = force
    self.maxWaitNanoseconds = maxWaitNanoseconds
  }
}

/// Two endpoints to relate.
package struct AddRelation: Codable, Sendable, Hashable {
  /// `application` or `application:endpoint`.
  package var endpoints: [String]
  /// Where the consumer's traffic comes from.
  package var viaCIDRs: [String]?

  private enum CodingKeys: String, CodingKey {
    case endpoints
    case viaCIDRs = "via-cidrs"
  }

  package init(endpoints: [String] = [], viaCIDRs: [String]? = nil) {
    self.endpoints = endpoints
    self.viaCIDRs = viaCIDRs
  }
}

/// The endpoints that were related, by application.
package struct AddRelationResults: Codable, Sendable, Hashable {
  package var endpoints: [String: CharmRelation]

  package init(endpoints: [String: CharmRelation] = [:]) {
    self.endpoints = endpoints
  }
}

/// A relation to remove, by its endpoints or by its id.
package struct DestroyRelation: Codable, Sendable, Hashable {
  /// Counts when not empty.
  package var endpoints: [String]?
  package var relationID: Int
  package var force: Bool?
  package var maxWaitNanoseconds: Int?

  private enum CodingKeys: String, CodingKey {
    case endpoints
    case relationID = "relation-id"
    case force
    case maxWaitNanoseconds = "max-wait"
  }

  package init(
    endpoints: [String]? = nil, relationID: Int = 0, force: Bool? = nil,
    maxWaitNanoseconds: Int? = nil
  ) {
    self.endpoints = endpoints
    self.relationID = relationID
    self.force = force
    self.maxWaitNanoseconds = maxWaitNanoseconds
  }
}

/// Relations to suspend or to resume.
package struct RelationSuspendedArguments: Codable, Sendable, Hashable {
  package var arguments: [RelationSuspendedArgument]

  private enum CodingKeys: String, CodingKey {
    case arguments = "args"
  }

  package init(arguments: [RelationSuspendedArgument] = []) {
    self.arguments = arguments
  }
}

/// A relation to suspend or to resume.
package struct RelationSuspendedArgument: Codable, Sendable, Hashable {
  package var relationID: Int
  package var message: String
  package var suspended: Bool

  private enum CodingKeys: String, CodingKey {
    case relationID = "relation-id"
    case message
    case suspended
  }

  package init(relationID: Int, message: String = "", suspended: Bool = false) {
    self.relationID = relationID
    self.message = message
    self.suspended = suspended
  }
}
