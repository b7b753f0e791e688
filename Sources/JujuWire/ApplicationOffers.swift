/// Offers of all models of a controller: making, finding, consuming, sharing, removing them.
package enum ApplicationOffersFacade {
  package static let facade = Facade("ApplicationOffers", versions: 4...5, on: .controller)

  package static let offer = FacadeMethod<AddApplicationOffers, ErrorResults>(
    facade, "Offer", .write)
  package static let list = FacadeMethod<OfferFilters, QueryApplicationOffersResults>(
    facade, "ListApplicationOffers", .read)
  package static let find = FacadeMethod<OfferFilters, QueryApplicationOffersResults>(
    facade, "FindApplicationOffers", .read)
  package static let show = FacadeMethod<OfferURLs, ApplicationOffersResults>(
    facade, "ApplicationOffers", .read)
  package static let consumeDetails = FacadeMethod<
    ConsumeOfferDetailsArgument, ConsumeOfferDetailsResults
  >(facade, "GetConsumeDetails", .read)
  package static let modifyAccess = FacadeMethod<ModifyOfferAccessRequest, ErrorResults>(
    facade, "ModifyOfferAccess", .write)
  package static let destroy = FacadeMethod<DestroyApplicationOffers, ErrorResults>(
    facade, "DestroyOffers", .destroy)
  package static let remoteApplications = FacadeMethod<OfferURLs, RemoteApplicationInfoResults>(
    facade, "RemoteApplicationInfo", .read)
}

/// Offers to make; controllers take exactly one per call.
package struct AddApplicationOffers: Codable, Sendable, Hashable {
  package var offers: [AddApplicationOffer]

  private enum CodingKeys: String, CodingKey {
    case offers = "Offers"
  }

  package init(offers: [AddApplicationOffer] = []) {
    self.offers = offers
  }
}

/// An offer to make, or to change when the model has one of that name.
package struct AddApplicationOffer: Codable, Sendable, Hashable {
  package var modelTag: Tag
  /// Empty means the name of the application.
  package var offerName: String
  package var applicationName: String
  /// Empty means the description of the charm.
  package var applicationDescription: String
  /// Names in the offer to endpoints of the application, usually equal.
  package var endpoints: [String: String]
  package var ownerTag: Tag?

  private enum CodingKeys: String, CodingKey {
    case modelTag = "model-tag"
    case offerName = "offer-name"
    case applicationName = "application-name"
    case applicationDescription = "application-description"
    case endpoints
    case ownerTag = "owner-tag"
  }

  package init(
    modelTag: Tag, offerName: String = "", applicationName: String,
    applicationDescription: String = "", endpoints: [String: String] = [:], ownerTag: Tag? = nil
  ) {
    self.modelTag = modelTag
    self.offerName = offerName
    self.applicationName = applicationName
    self.applicationDescription = applicationDescription
    self.endpoints = endpoints
    self.ownerTag = ownerTag
  }
}

/// Changes to who may do what with offers.
package struct ModifyOfferAccessRequest: Codable, Sendable, Hashable {
  package var changes: [ModifyOfferAccess]

  package init(changes: [ModifyOfferAccess] = []) {
    self.changes = changes
  }
}

/// Grants or revokes one access of one user to one offer.
package struct ModifyOfferAccess: Codable, Sendable, Hashable {
  package var userTag: Tag
  package var action: AccessAction
  package var access: OfferAccess
  package var offerURL: String

  private enum CodingKeys: String, CodingKey {
    case userTag = "user-tag"
    case action
    case access
    case offerURL = "offer-url"
  }

  package init(userTag: Tag, action: AccessAction, access: OfferAccess, offerURL: String) {
    self.userTag = userTag
    self.action = action
    self.access = access
    self.offerURL = offerURL
  }
}

/// Offers to remove.
package struct DestroyApplicationOffers: Codable, Sendable, Hashable {
  package var offerURLs: [String]
  /// Removes the relations to the offers, too.
  package var force: Bool?

  private enum CodingKeys: String, CodingKey {
    case offerURLs = "offer-urls"
    case force
  }

  package init(offerURLs: [String] = [], force: Bool? = nil) {
    self.offerURLs = offerURLs
    self.force = force
  }
}
