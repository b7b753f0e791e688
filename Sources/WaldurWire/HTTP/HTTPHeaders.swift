/// The header fields of a request or an answer, in order. Names are equal whatever their case.
package struct HTTPHeaders: Sendable, Hashable {
  /// One field as it is written.
  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var fields: [Field]

  package init(_ fields: [Field] = []) { self.fields = fields }

  /// The value of a field: the first one where there are several. Assigning replaces all of them,
  /// nil removes them.
  package subscript(name: String) -> String? {
    get { fields.first { Self.isEqual($0.name, name) }?.value }
    set {
      let place = fields.firstIndex { Self.isEqual($0.name, name) } ?? fields.endIndex
      fields.removeAll { Self.isEqual($0.name, name) }
      if let newValue { fields.insert(Field(name: name, value: newValue), at: place) }
    }
  }

  /// Returns the values of all fields of a name, in order.
  package func values(of name: String) -> [String] {
    fields.filter { Self.isEqual($0.name, name) }.map(\.value)
  }

  /// Adds a field, also where there is one of that name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// Whether two names differ at most in the case of their ASCII letters.
  private static func isEqual(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
      && zip(one.utf8, other.utf8).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 32 : byte }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }
}

extension HTTPHeaders {
  /// Names of the fields that Waldur and its clients use.
  package enum Name {
    package static let accept = "Accept"
    package static let allow = "Allow"
    package static let authorization = "Authorization"
    package static let contentLength = "Content-Length"
    package static let contentType = "Content-Type"
    package static let host = "Host"
    package static let link = "Link"
    package static let location = "Location"
    package static let resultCount = "X-Result-Count"
    package static let retryAfter = "Retry-After"
    package static let userAgent = "User-Agent"
    package static let wwwAuthenticate = "WWW-Authenticate"
    package static let impersonatedUser = "X-Impersonated-User-Uuid"
    package static let impersonator = "X-impersonator-uuid"
  }
}
