package import JSON

/// The status of an entity as offers and models report it.
package struct EntityStatus: Codable, Sendable, Hashable {
  package var status: StatusWord
  /// Why it is so; empty when there is nothing to say.
  package var info: String
  package var data: RawJSON?
  package var since: WireTime?

  package init(
    status: StatusWord, info: String = "", data: RawJSON? = nil, since: WireTime? = nil
  ) {
    self.status = status
    self.info = info
    self.data = data
    self.since = since
  }
}

/// The status of an entity as the full status reports it.
package struct DetailedStatus: Codable, Sendable, Hashable {
  package var status: StatusWord
  /// Why it is so; empty when there is nothing to say.
  package var info: String
  package var data: RawJSON?
  package var since: WireTime?
  package var kind: String
  package var version: String
  package var life: Life
  /// What kept the server from finding out.
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case status
    case info
    case data
    case since
    case kind
    case version
    case life
    case error = "err"
  }

  package init(
    status: StatusWord, info: String = "", data: RawJSON? = nil, since: WireTime? = nil,
    kind: String = "", version: String = "", life: Life = .unset, error: WireError? = nil
  ) {
    self.status = status
    self.info = info
    self.data = data
    self.since = since
    self.kind = kind
    self.version = version
    self.life = life
    self.error = error
  }
}
