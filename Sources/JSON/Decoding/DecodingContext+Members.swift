extension DecodingContext {
  /// Returns the place of the value of an object's member by its name.
  func member(_ name: String, of index: Int) -> Int? {
    guard index >= 0 else { return nil }
    var name = name
    return name.withUTF8 { name in
      let object = cursor(index)
      guard let found = exactMember(name, of: object) ?? foldedMember(name, of: object) else {
        return nil
      }
      expected = found.behind
      return found.index
    }
  }

  private func exactMember(
    _ name: UnsafeBufferPointer<UInt8>, of object: JSONCursor
  ) -> JSONCursor? {
    guard !object.mayRepeatNames else { return object.lastMember(name) }
    var hint = expected - object.index
    return object.member(name, hint: &hint)
  }

  private func foldedMember(
    _ name: UnsafeBufferPointer<UInt8>, of object: JSONCursor
  ) -> JSONCursor? {
    guard options.keyMatching == .caseInsensitive else { return nil }
    var found: JSONCursor?
    for member in object.members where member.hasNameIgnoringCase(name) { found = member.value }
    return found
  }
}

extension JSONMember {
  /// Returns whether the decoded name is `bytes` but for the case of ASCII letters.
  fileprivate func hasNameIgnoringCase(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if nameHasEscapes {
      var name = name
      return name.withUTF8 { Self.areEqualIgnoringCase($0, bytes) }
    }
    return Self.areEqualIgnoringCase(nameContent, bytes)
  }

  private static func areEqualIgnoringCase(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    for at in 0..<left.count where left[at] != right[at] {
      let folded = left[at] | 0x20
      let isLetter = folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z")
      if !isLetter || folded != right[at] | 0x20 { return false }
    }
    return true
  }
}
