/// The members of an object in the order they are written, where `Dictionary` would lose it.
package struct JSONObject<Value> {
  /// The members; no name stands twice.
  package private(set) var members: [(name: String, value: Value)] = []

  /// Where members stand, by name: kept only for objects of more than `linearLimit` members, and
  /// right only while it has as many entries as there are members.
  private var places: [String: Int] = [:]

  /// Up to here a look through all members is faster than a table.
  private static var linearLimit: Int { 12 }

  package init() {}

  /// The value by its name: assigning one that is there keeps its place, nil removes it.
  package subscript(name: String) -> Value? {
    get { place(of: name).map { members[$0].value } }
    set {
      switch (place(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil):
        members.remove(at: place)
        places = [:]
      case (nil, let value?):
        members.append((name, value))
        note(name)
      case (nil, nil): break
      }
    }
  }

  private func place(of name: String) -> Int? {
    members.count > Self.linearLimit && places.count == members.count
      ? places[name] : members.firstIndex { $0.name == name }
  }

  /// Notes where the last member stands, which has this name.
  private mutating func note(_ name: String) {
    guard members.count > Self.linearLimit else { return }
    if places.count == members.count - 1 {
      places[name] = members.count - 1
    } else {
      places = [:]
      for (place, member) in members.enumerated() { places[member.name] = place }
    }
  }
}

extension JSONObject: Sendable where Value: Sendable {}

extension JSONObject: Equatable where Value: Equatable {
  /// Equal with the same members in the same order.
  package static func == (left: Self, right: Self) -> Bool {
    left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension JSONObject: Hashable where Value: Hashable {
  package func hash(into hasher: inout Hasher) {
    for (name, value) in members {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object of its members; of those with the same name the last counts.
  package init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension JSONObject: Decodable where Value: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: JSONPathKey.self)
    for key in container.allKeys {
      self[key.stringValue] = try container.decode(Value.self, forKey: key)
    }
  }
}

extension JSONObject: Encodable where Value: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: JSONPathKey.self)
    for (name, value) in members {
      try container.encode(value, forKey: JSONPathKey(stringValue: name))
    }
  }
}
