package import JSON

/// A call, one WebSocket message from client to controller.
///
/// A server reads it as `RequestFrame<RawJSON>` and the parameters once it knows the method.
package struct RequestFrame<Parameters: Codable & Sendable>: Codable, Sendable {
  /// Unique per connection, from 1.
  package var requestID: UInt64
  package var facade: String
  package var version: Int
  /// The object the method belongs to, only for watchers.
  package var objectID: String?
  package var method: String
  package var parameters: Parameters?

  private enum CodingKeys: String, CodingKey {
    case requestID = "request-id"
    case facade = "type"
    case version
    case objectID = "id"
    case method = "request"
    case parameters = "params"
  }

  package init(
    requestID: UInt64, facade: String, version: Int, objectID: String? = nil, method: String,
    parameters: Parameters?
  ) {
    self.requestID = requestID
    self.facade = facade
    self.version = version
    self.objectID = objectID
    self.method = method
    self.parameters = parameters
  }

  /// Throws when the frame is of the form that only controllers before 2.0 spoke, in which the
  /// request has another key and therefore, read in today's form, no number.
  package func checkForm() throws(FrameFormError) {
    if requestID == 0 { throw FrameFormError() }
  }
}

/// An answer, one WebSocket message from controller to client.
package struct ResponseFrame<Result: Codable & Sendable>: Codable, Sendable {
  package var requestID: UInt64
  /// The result; absent when there is an error.
  package var response: Result?
  /// Empty when there is none.
  package var error: String
  package var errorCode: ErrorCode
  package var errorInfo: RawJSON?

  private enum CodingKeys: String, CodingKey {
    case requestID = "request-id"
    case response
    case error
    case errorCode = "error-code"
    case errorInfo = "error-info"
  }

  package init(requestID: UInt64, response: Result) {
    self.requestID = requestID
    self.response = response
    error = ""
    errorCode = .none
  }

  package init(requestID: UInt64, error: WireError) {
    self.requestID = requestID
    self.error = error.message
    errorCode = error.code
    errorInfo = error.info
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    requestID = try container.decode(UInt64.self, forKey: .requestID)
    error = try container.decodeIfPresent(String.self, forKey: .error) ?? ""
    errorCode = try container.decodeIfPresent(ErrorCode.self, forKey: .errorCode) ?? .none
    errorInfo = try container.decodeIfPresent(RawJSON.self, forKey: .errorInfo)
    // Beside an error stands an empty object that is no result.
    response =
      error.isEmpty ? try container.decodeIfPresent(Result.self, forKey: .response) : nil
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(requestID, forKey: .requestID)
    guard !error.isEmpty else {
      try container.encodeIfPresent(response, forKey: .response)
      return
    }
    try container.encode(error, forKey: .error)
    if errorCode != .none { try container.encode(errorCode, forKey: .errorCode) }
    try container.encodeIfPresent(errorInfo, forKey: .errorInfo)
    // python-libjuju reads this key also when there is an error.
    try container.encode(Empty(), forKey: .response)
  }

  /// The error of the call, if it failed.
  package var failure: WireError? {
    error.isEmpty ? nil : WireError(error, code: errorCode, info: errorInfo)
  }

  /// Throws for a frame of the form that only controllers before 2.0 spoke.
  package func checkForm() throws(FrameFormError) {
    if requestID == 0 { throw FrameFormError() }
  }
}

/// A message was in the form that only controllers before 2.0 spoke.
package struct FrameFormError: Error, Sendable, Hashable, CustomStringConvertible {
  package init() {}

  package var description: String { "reading message: version 0 not supported" }
}
