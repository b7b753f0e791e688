package import JSON

/// The kind of an error, as a word that programs can compare.
package struct ErrorCode: RawRepresentable, Codable, Sendable, Hashable,
  CustomStringConvertible, ExpressibleByStringLiteral
{
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }

  package var description: String { rawValue }

  /// No special kind.
  package static let none: Self = ""
  package static let notFound: Self = "not found"
  package static let modelNotFound: Self = "model not found"
  package static let unauthorized: Self = "unauthorized access"
  package static let noCredentials: Self = "no credentials provided"
  package static let loginExpired: Self = "login expired"
  package static let sessionTokenInvalid: Self = "session token invalid"
  package static let accessRequired: Self = "access required"
  package static let userNotFound: Self = "user not found"
  package static let alreadyExists: Self = "already exists"
  package static let notValid: Self = "not valid"
  package static let badRequest: Self = "bad request"
  package static let notSupported: Self = "not supported"
  package static let notImplemented: Self = "not implemented"
  package static let methodNotAllowed: Self = "method not allowed"
  package static let forbidden: Self = "forbidden"
  package static let operationBlocked: Self = "operation is blocked"
  package static let quotaExceeded: Self = "quota limit exceeded"
  package static let tryAgain: Self = "try again"
  package static let notYetAvailable: Self = "not yet available; try again later"
  package static let deadlineExceeded: Self = "deadline exceeded"
  package static let stopped: Self = "stopped"
  package static let dead: Self = "dead"
  package static let notLeader: Self = "not leader"
  package static let upgradeInProgress: Self = "upgrade in progress"
  package static let migrationInProgress: Self = "model migration in progress"
  package static let redirectRequired: Self = "redirection required"
  package static let macaroonDischargeRequired: Self = "macaroon discharge required"
  package static let dischargeRequired: Self = "discharge required"
  package static let incompatibleBase: Self = "incompatible base"
}

/// An error of a controller: of a whole call, or of one element of a list.
package struct WireError: Error, Codable, Sendable, Hashable {
  package var message: String
  package var code: ErrorCode
  package var info: RawJSON?

  package init(_ message: String, code: ErrorCode = .none, info: RawJSON? = nil) {
    self.message = message
    self.code = code
    self.info = info
  }
}

/// One result without a value: empty, or an error.
package struct ErrorResult: Codable, Sendable, Hashable {
  package var error: WireError?

  package init(error: WireError? = nil) { self.error = error }
}

/// Results without values, in the order of the arguments.
package struct ErrorResults: Codable, Sendable, Hashable {
  package var results: [ErrorResult]

  package init(results: [ErrorResult] = []) { self.results = results }
}
