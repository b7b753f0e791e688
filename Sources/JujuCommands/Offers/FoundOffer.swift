import Diagnostics
import JujuWire
import Values

/// An offer as `find-offers` and `show-offer` show it to whoever may see it.
struct FoundOffer: Encodable, Sendable {
  @RecordsOnly var name: String
  /// The controller.
  @RecordsOnly var store: String
  @OmittedWhenEmpty var description: String
  /// What the one who asks may do with it; `-` when that is not said.
  var access: String
  var endpoints: NamedEntries<OfferedEndpoint>
  @OmittedWhenEmpty var users: NamedEntries<OfferUser>

  private enum CodingKeys: String, CodingKey {
    case name, store, description, access, endpoints, users
  }

  init(
    _ offer: ApplicationOfferAdminDetails, store: String, user: String, showsDescription: Bool
  ) {
    name = offer.offerName
    self.store = store
    description = showsDescription ? offer.applicationDescription : ""
    access = Self.access(of: user, to: offer)
    endpoints = NamedEntries(offer.endpoints.map { ($0.name, OfferedEndpoint($0)) })
    users = NamedEntries(offer.users.map { ($0.user, OfferUser($0)) })
  }

  static func access(of user: String, to offer: ApplicationOfferAdminDetails) -> String {
    offer.users.first { $0.user == user }?.access.rawValue ?? "-"
  }
}
