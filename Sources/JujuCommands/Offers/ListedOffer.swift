import Diagnostics
import JujuClient
import JujuWire
import Values

/// An offer as `offers` shows it to those who manage it.
struct ListedOffer: Encodable, Sendable {
  var application: String
  /// The controller.
  var store: String
  var charm: String
  var offerURL: PlacedURL
  var endpoints: NamedEntries<OfferedEndpoint>
  @OmittedWhenEmpty var connections: [Connection]
  @OmittedWhenEmpty var users: NamedEntries<OfferUser>

  private enum CodingKeys: String, CodingKey {
    case application
    case store
    case charm
    case offerURL = "offer-url"
    case endpoints
    case connections
    case users
  }

  /// A relation somebody made to the offer.
  struct Connection: Encodable, Sendable {
    var sourceModelUUID: String
    var username: String
    var relationID: Int
    var endpoint: String
    var status: Status
    @OmittedWhenEmpty var ingressSubnets: [String]
    /// The offering model, to which the relation's number belongs.
    @RecordsOnly var model: String

    private enum CodingKeys: String, CodingKey {
      case sourceModelUUID = "source-model-uuid"
      case username
      case relationID = "relation-id"
      case endpoint
      case status
      case ingressSubnets = "ingress-subnets"
      case model
    }
  }

  struct Status: Encodable, Sendable {
    var current: String
    @OmittedWhenEmpty var message: String
    var since: FriendlyTime?
  }

  /// `place` is the model that was asked; the URL of the answer may name another controller.
  init(
    _ offer: ApplicationOfferAdminDetails, in place: ModelPlace, now: Timestamp
  ) throws(TextError) {
    let source = try OfferURL.parse(offer.offerURL).source
    let store = place.controller
    application = offer.applicationName
    self.store = source.isEmpty ? store : source
    charm = offer.charmURL
    offerURL = PlacedURL(text: offer.offerURL, store: self.store)
    endpoints = NamedEntries(offer.endpoints.map { ($0.name, OfferedEndpoint($0)) })
    connections = offer.connections.map { Connection($0, in: place, now: now) }
    users = NamedEntries(offer.users.map { ($0.user, OfferUser($0)) })
  }
}

extension ListedOffer.Connection {
  init(_ connection: OfferConnection, in place: ModelPlace, now: Timestamp) {
    sourceModelUUID = connection.sourceModelTag.id(of: .model) ?? ""
    username = connection.username
    relationID = connection.relationID
    endpoint = connection.endpoint
    status = ListedOffer.Status(
      current: connection.status.status.rawValue, message: connection.status.info,
      since: FriendlyTime(connection.status.since, now: now))
    ingressSubnets = connection.ingressSubnets
    model = place.text
  }
}

/// The URL of an offer: as the controller gave it in documents, with the controller in records, so
/// that it means the same offer wherever a pipe takes it.
struct PlacedURL: EncodesAsValue, Sendable {
  let text: String
  let store: String

  /// With the controller, whether or not the controller's answer had it.
  var placed: String {
    let (source, rest) = OfferURL.splitSource(text)
    return "\(source.isEmpty ? store : source):\(rest)"
  }

  func encoded(by encoder: ValueEncoder) -> Value? {
    .string(encoder.form == .document ? text : placed)
  }
}

/// An endpoint under its name in an offer.
struct OfferedEndpoint: Encodable, Sendable {
  var interface: String
  var role: String

  init(_ endpoint: RemoteEndpoint) {
    interface = endpoint.interface
    role = endpoint.role.rawValue
  }
}

/// What a user may do with an offer, under the user's name.
struct OfferUser: Encodable, Sendable {
  @OmittedWhenEmpty var displayName: String
  var access: String

  private enum CodingKeys: String, CodingKey {
    case displayName = "display-name"
    case access
  }

  init(_ user: OfferUserDetails) {
    displayName = user.displayName
    access = user.access.rawValue
  }
}
