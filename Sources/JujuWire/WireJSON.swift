package import JSON

/// The JSON of the protocol: keys match without regard to case, absent and null are the zero value.
package enum WireJSON {
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws -> Value {
    try ShimJSON.decode(type, from: bytes)
  }

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from json: RawJSON
  ) throws -> Value {
    try ShimJSON.decode(type, from: json)
  }

  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    try ShimJSON.encode(value)
  }

  /// Returns the value as opaque JSON.
  package static func raw(_ value: some Encodable) throws -> RawJSON {
    try RawJSON(bytes: encode(value))
  }
}
