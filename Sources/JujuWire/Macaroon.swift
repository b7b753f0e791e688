/// A bearer token in its old JSON form; opaque to a client.
package struct Macaroon: Codable, Sendable, Hashable {
  package var location: String
  package var identifier: String
  package var caveats: [MacaroonCaveat]
  /// Hexadecimal.
  package var signature: String

  package init(
    location: String, identifier: String, caveats: [MacaroonCaveat] = [], signature: String
  ) {
    self.location = location
    self.identifier = identifier
    self.caveats = caveats
    self.signature = signature
  }
}

/// A condition of a macaroon.
package struct MacaroonCaveat: Codable, Sendable, Hashable {
  package var conditionID: String
  package var verificationID: String?
  /// Who can discharge a third-party caveat.
  package var location: String?

  private enum CodingKeys: String, CodingKey {
    case conditionID = "cid"
    case verificationID = "vid"
    case location = "cl"
  }

  package init(conditionID: String, verificationID: String? = nil, location: String? = nil) {
    self.conditionID = conditionID
    self.verificationID = verificationID
    self.location = location
  }
}
