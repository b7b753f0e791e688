import CSimdjson

/// The content of strings that hold a backslash.
enum JSONEscapes {
  /// Returns the decoded content of a string that was read.
  static func decode(_ content: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: content.count) { target in
      guard let start = content.baseAddress, let target = target.baseAddress else { return 0 }
      return offsh_json_unescape(start, content.count, target)
    }
  }

  /// Returns whether the decoded content is `name`.
  static func equals(_ content: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    guard name.count <= content.count, let start = content.baseAddress else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: content.count) { target in
      guard let decoded = target.baseAddress else { return false }
      let count = offsh_json_unescape(start, content.count, decoded)
      return count == name.count && name.elementsEqual(target[..<count])
    }
  }
}
