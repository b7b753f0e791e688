/// Makes Swift values of JSON values.
///
/// Members that no property asks for are ignored; of members with the same name the last counts.
/// Numbers must fit their type, and only `Double` and `Float` take one with a fraction or exponent.
package struct JSONDecoding: Sendable {
  /// When a member's name is a property's key.
  package enum KeyMatching: Sendable, Hashable {
    case exact
    /// Also when it differs in the case of ASCII letters only, as in Go; an exact match wins.
    case caseInsensitive
  }

  package var keyMatching: KeyMatching
  /// Whether what is missing or null is empty where a type allows no nil, as in Go: 0, false, `""`,
  /// `[]`, `[:]`, an object of such members.
  package var zeroValues: Bool

  package init(keyMatching: KeyMatching = .exact, zeroValues: Bool = false) {
    self.keyMatching = keyMatching
    self.zeroValues = zeroValues
  }

  /// Decodes a value that was read. Errors name the path from the document and the offset in the
  /// buffer's text.
  package func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from view: JSONView
  ) throws(JSONError) -> Value {
    let context = DecodingContext(view.buffer, self)
    do {
      return try context.decode(type, at: view.index)
    } catch let error as JSONError {
      throw error
    } catch {
      throw context.error(.invalidValue("\(error)"), at: view.index)
    }
  }

  /// Reads exactly one document and decodes it.
  package func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: UnsafeRawBufferPointer
  ) throws(JSONError) -> Value {
    try decode(type, from: JSONBuffer.parse(bytes).root)
  }

  /// Reads exactly one document and decodes it.
  package func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
  ) throws(JSONError) -> Value {
    try decode(type, from: JSONBuffer.parse(bytes).root)
  }
}
