/// The method of a request; methods are case-sensitive.
package struct HTTPMethod: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package var description: String { rawValue }

  package static let get = Self(rawValue: "GET")
  package static let head = Self(rawValue: "HEAD")
  package static let post = Self(rawValue: "POST")
  package static let put = Self(rawValue: "PUT")
  package static let patch = Self(rawValue: "PATCH")
  package static let delete = Self(rawValue: "DELETE")
  package static let options = Self(rawValue: "OPTIONS")

  /// Whether asking again changes nothing.
  package var isSafe: Bool { self == .get || self == .head || self == .options }
}

/// A request as a transport carries it and a server's handler gets it.
package struct HTTPRequest: Sendable, Hashable {
  package var method: HTTPMethod
  /// From the host's root, with its slashes, percent signs as they are sent: `/api/users/me/`.
  package var path: String
  /// What stands behind the question mark, as it is sent; empty without one.
  package var query: String
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(
    _ method: HTTPMethod, _ path: String, query: String = "", headers: HTTPHeaders = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Path and query, as they stand in the request line.
  package var target: String { query.isEmpty ? path : path + "?" + query }
}

/// An answer as a server's handler gives it and a transport brings it.
package struct HTTPResponse: Sendable, Hashable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(_ status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Whether the server did what was asked for.
  package var isSuccess: Bool { 200..<300 ~= status }

  /// How many rows there are in all, as the header of a list says it.
  package var resultCount: Int? {
    headers[HTTPHeaders.Name.resultCount].flatMap { Int($0) }
  }

  /// The pages around that of a list.
  package var pageLinks: PageLinks {
    PageLinks(header: headers.values(of: HTTPHeaders.Name.link).joined(separator: ", "))
  }
}
