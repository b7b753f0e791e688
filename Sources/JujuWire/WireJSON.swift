package import JSON

/// The JSON of the protocol: keys match without regard to case, absent and null are the zero value.
package enum WireJSON {
  private static let decoding = JSONDecoding(keyMatching: .caseInsensitive, zeroValues: true)
  private static let encoding = JSONEncoding()

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws(JSONError) -> Value {
    try decoding.decode(type, from: bytes)
  }

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from view: JSONView
  ) throws(JSONError) -> Value {
    try decoding.decode(type, from: view)
  }

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from json: RawJSON
  ) throws(JSONError) -> Value {
    try decoding.decode(type, from: json.view())
  }

  package static func encode(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    try encoding.encode(value)
  }

  /// Returns the value as opaque JSON.
  package static func raw(_ value: some Encodable) throws(JSONError) -> RawJSON {
    RawJSON(try JSONBuffer.parse(encoding.encode(value)).root)
  }
}
