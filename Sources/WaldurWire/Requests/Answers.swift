package import JSON

/// The fields of `StatusAnswer`.
package final class StatusAnswerFields: WireFields {
  package static let shared = StatusAnswerFields()
  private init() {}

  package let status = Field<String>("status")
}

/// What was done, in a sentence.
package typealias StatusAnswer = WireObject<StatusAnswerFields>

/// The fields of `DetailAnswer`.
package final class DetailAnswerFields: WireFields {
  package static let shared = DetailAnswerFields()
  private init() {}

  package let detail = Field<String>("detail")
  package let state = Field<String>("state")
}

/// What was done, in a sentence.
package typealias DetailAnswer = WireObject<DetailAnswerFields>

/// The fields of `OrderAnswer`.
package final class OrderAnswerFields: WireFields {
  package static let shared = OrderAnswerFields()
  private init() {}

  package let orderUUID = Field<WaldurUUID>("order_uuid")
}

/// The order that was made.
package typealias OrderAnswer = WireObject<OrderAnswerFields>

/// The fields of `ExpirationAnswer`.
package final class ExpirationAnswerFields: WireFields {
  package static let shared = ExpirationAnswerFields()
  private init() {}

  package let expirationTime = Field<WaldurTime>("expiration_time")
}

/// When a role ends.
package typealias ExpirationAnswer = WireObject<ExpirationAnswerFields>

/// The fields of `TokenAnswer`.
package final class TokenAnswerFields: WireFields {
  package static let shared = TokenAnswerFields()
  private init() {}

  package let token = Field<String>("token")
}

/// A token to sign in with.
package typealias TokenAnswer = WireObject<TokenAnswerFields>

/// The fields of `VersionAnswer`.
package final class VersionAnswerFields: WireFields {
  package static let shared = VersionAnswerFields()
  private init() {}

  package let version = Field<String>("version")
  package let latestVersion = Field<String>("latest_version")
  package let changelogSummary = Field<RawJSON>("changelog_summary")
}

/// The version of the server.
package typealias VersionAnswer = WireObject<VersionAnswerFields>
