import CSimdjson

extension JSONCursor {
  /// How many elements an array or members an object has; 0 for other kinds.
  package var count: Int {
    let word = word
    guard word.isContainer else { return 0 }
    return word.count == TapeWord.unknownCount ? countByWalking() : word.count
  }

  /// Counts what is too many for the tape's own count.
  func countByWalking() -> Int {
    word.isArray
      ? elements.reduce(0) { count, _ in count + 1 } : members.reduce(0) { count, _ in count + 1 }
  }

  /// The elements of an array in order; empty for other kinds.
  package var elements: Elements { Elements(self, isWanted: word.isArray) }

  /// The members of an object in the order they are written, names that stand twice included; empty
  /// for other kinds.
  package var members: Members { Members(self, isWanted: word.isObject) }

  /// A sequence of an array's elements.
  package struct Elements: Sequence, IteratorProtocol {
    var upcoming: JSONCursor
    let end: Int

    init(_ container: JSONCursor, isWanted: Bool) {
      upcoming = container.moved(to: container.index + 2)
      end = isWanted ? container.behind : 0
    }

    /// Returns the next element.
    package mutating func next() -> JSONCursor? {
      guard upcoming.index < end else { return nil }
      defer { upcoming = upcoming.moved(to: upcoming.behind) }
      return upcoming
    }
  }

  /// A sequence of an object's members.
  package struct Members: Sequence, IteratorProtocol {
    var upcoming: JSONCursor
    let end: Int

    init(_ container: JSONCursor, isWanted: Bool) {
      upcoming = container.moved(to: container.index + 2)
      end = isWanted ? container.behind : 0
    }

    /// Returns the next member.
    package mutating func next() -> JSONMember? {
      guard upcoming.index < end else { return nil }
      let member = JSONMember(place: upcoming)
      upcoming = upcoming.moved(to: member.value.behind)
      return member
    }
  }
}

/// A member of an object, of the same lifetime as a `JSONCursor`.
package struct JSONMember {
  /// Where the name stands.
  let place: JSONCursor

  @inline(__always)
  init(place: JSONCursor) { self.place = place }

  /// The member's value.
  @inline(__always)
  package var value: JSONCursor { place.moved(to: place.index + 1) }

  /// What stands between the quotes of the name, escapes as they are written.
  package var nameContent: UnsafeBufferPointer<UInt8> {
    let word = place.word
    let start = place.text + word.offset
    // The tape says the length of all but the longest.
    let length =
      word.nameLength == TapeWord.longName ? offsh_json_string_length(start) : word.nameLength
    return UnsafeBufferPointer(start: start, count: length)
  }

  /// Whether `nameContent` holds a backslash, so that `name` differs from it.
  package var nameHasEscapes: Bool { place.word.flag }

  /// The decoded name.
  package var name: String {
    nameHasEscapes ? JSONEscapes.decode(nameContent) : String(decoding: nameContent, as: UTF8.self)
  }

  /// Returns whether the decoded name is `bytes`.
  package func hasName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if nameHasEscapes { return JSONEscapes.equals(nameContent, bytes) }
    let content = nameContent
    guard content.count == bytes.count else { return false }
    for at in 0..<content.count where content[at] != bytes[at] { return false }
    return true
  }
}
