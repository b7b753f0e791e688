extension JSONCursor {
  /// Returns the value of a member by its name; nil when this is no object or lacks it. Of members
  /// with the same name the last counts, as in Go.
  package func member(_ name: String) -> JSONCursor? {
    var name = name
    return name.withUTF8 { lastMember($0) }
  }

  /// Returns the value of a member by its name and learns in `hint` where it was found: the search
  /// begins there, which finds the members of one object after another, or one member of many
  /// objects alike, without looking at the others. Start with 0.
  package func member(_ name: UnsafeBufferPointer<UInt8>, hint: inout Int) -> JSONCursor? {
    guard word.isObject else { return nil }
    guard word.isObjectWithDistinctNames else { return lastMember(name) }
    let end = behind
    let first = index + 2
    let start = index + hint
    // A hint from elsewhere may lead into the middle of something: only names of this very depth
    // are taken for one.
    if hint >= 2, start < end, isOwnName(start) {
      if let found = search(name, from: start, to: end, hint: &hint) { return found }
      return search(name, from: first, to: start, hint: &hint)
    }
    return search(name, from: first, to: end, hint: &hint)
  }

  /// Returns whether a word between this object and its end is the name of one of its members.
  func isOwnName(_ at: Int) -> Bool {
    let word = TapeWord(words[at])
    return word.bits >> 60 == 7 && word.nameDepth == TapeWord(words[index + 2]).nameDepth
  }

  func search(
    _ name: UnsafeBufferPointer<UInt8>, from: Int, to end: Int, hint: inout Int
  ) -> JSONCursor? {
    var at = from
    while at < end {
      let member = JSONMember(place: moved(to: at))
      if member.hasName(name) {
        hint = at - index
        return member.value
      }
      at = member.value.behind
    }
    return nil
  }

  /// Returns the value of the last member with a name.
  func lastMember(_ name: UnsafeBufferPointer<UInt8>) -> JSONCursor? {
    var found: JSONCursor?
    for member in members where member.hasName(name) { found = member.value }
    return found
  }
}
