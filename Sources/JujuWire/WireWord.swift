/// A word of the protocol out of a short list, of which newer servers may know more: an unknown
/// word is kept as it came and written back unchanged.
package protocol WireWord: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible
where RawValue == String {
  /// The words this version knows, in the order they are shown.
  static var known: [Self] { get }

  static func other(_ word: String) -> Self

  init(rawValue: String)
}

extension WireWord {
  package init(rawValue: String) {
    self = Self.known.first { $0.rawValue == rawValue } ?? .other(rawValue)
  }

  /// The absent word.
  package static var unset: Self { .other("") }

  /// Whether the word is one of those this version knows.
  package var isKnown: Bool { Self.known.contains(self) }

  package var description: String { rawValue }
}

/// Which side of a relation an endpoint is.
package enum EndpointRole: WireWord {
  case provider, requirer, peer
  case other(String)

  package static let known: [Self] = [.provider, .requirer, .peer]

  package var rawValue: String {
    switch self {
    case .provider: "provider"
    case .requirer: "requirer"
    case .peer: "peer"
    case .other(let word): word
    }
  }

  /// The role an endpoint must have to be related to one of this role.
  package var counterpart: EndpointRole? {
    switch self {
    case .provider: .requirer
    case .requirer: .provider
    case .peer, .other: nil
    }
  }
}

/// Whether a relation joins all units, or only those on one machine.
package enum RelationScope: WireWord {
  case global, container
  case other(String)

  package static let known: [Self] = [.global, .container]

  package var rawValue: String {
    switch self {
    case .global: "global"
    case .container: "container"
    case .other(let word): word
    }
  }
}

/// Whether an entity is there to stay.
package enum Life: WireWord {
  case alive, dying, dead
  case other(String)

  package static let known: [Self] = [.alive, .dying, .dead]

  package var rawValue: String {
    switch self {
    case .alive: "alive"
    case .dying: "dying"
    case .dead: "dead"
    case .other(let word): word
    }
  }
}

/// What is to be done with an access.
package enum AccessAction: WireWord {
  case grant, revoke
  case other(String)

  package static let known: [Self] = [.grant, .revoke]

  package var rawValue: String {
    switch self {
    case .grant: "grant"
    case .revoke: "revoke"
    case .other(let word): word
    }
  }
}
