import CSimdjson

extension JSONMember {
  /// Measures a name that is too long for the tape to say.
  static func longLength(_ start: UnsafePointer<UInt8>) -> Int {
    offsh_json_string_length(start)
  }
}
