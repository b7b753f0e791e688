/// A level of access to something; each level includes those before it.
package protocol AccessLevel: WireWord {}

extension AccessLevel {
  /// 0 for no access or an unknown word, 1 for the lowest level.
  package var rank: Int { (Self.known.firstIndex(of: self) ?? -1) + 1 }

  /// Returns whether this level includes `other`.
  package func includes(_ other: Self) -> Bool { rank >= other.rank }
}

/// What a user may do with an offer.
package enum OfferAccess: AccessLevel {
  /// See it.
  case read
  /// Relate applications to it.
  case consume
  /// Manage who has access, and see who is connected.
  case admin
  case other(String)

  package static let known: [Self] = [.read, .consume, .admin]

  package var rawValue: String {
    switch self {
    case .read: "read"
    case .consume: "consume"
    case .admin: "admin"
    case .other(let word): word
    }
  }
}

/// What a user may do with a model.
package enum ModelAccess: AccessLevel {
  case read, write, admin
  case other(String)

  package static let known: [Self] = [.read, .write, .admin]

  package var rawValue: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .admin: "admin"
    case .other(let word): word
    }
  }
}

/// What a user may do with a controller.
package enum ControllerAccess: AccessLevel {
  case login, superuser
  case other(String)

  package static let known: [Self] = [.login, .superuser]

  package var rawValue: String {
    switch self {
    case .login: "login"
    case .superuser: "superuser"
    case .other(let word): word
    }
  }
}
