/// The word for the state something is in. Charms and releases use many, so the list is open.
package struct StatusWord: RawRepresentable, Codable, Sendable, Hashable,
  CustomStringConvertible, ExpressibleByStringLiteral
{
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }

  package var description: String { rawValue }

  // Units, applications and SAAS applications.
  package static let unknown: Self = "unknown"
  package static let active: Self = "active"
  package static let waiting: Self = "waiting"
  package static let blocked: Self = "blocked"
  package static let maintenance: Self = "maintenance"
  package static let error: Self = "error"
  package static let terminated: Self = "terminated"
  package static let idle: Self = "idle"

  // Relations; `error` is shared.
  package static let joining: Self = "joining"
  package static let joined: Self = "joined"
  package static let suspending: Self = "suspending"
  package static let suspended: Self = "suspended"
  package static let broken: Self = "broken"

  // Models and machines.
  package static let available: Self = "available"
  package static let started: Self = "started"
  package static let running: Self = "running"
}
