/// Names one entity with its kind: `user-bob`, `model-<uuid>`, `application-mysql`.
///
/// Holds whatever text came, valid or not; `kind` and `id` read it.
package struct Tag: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The kinds of entities that have tags.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case action, application
    case applicationOffer = "applicationoffer"
    case charm, cloud
    case cloudCredential = "cloudcred"
    case controller, machine, model, relation, space, storage, unit, user
  }

  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }

  private init(_ kind: Kind, _ id: some StringProtocol) {
    rawValue = "\(kind.rawValue)-\(id)"
  }

  package var description: String { rawValue }

  /// `bob`, or `bob@external`.
  package static func user(_ name: String) -> Tag { Tag(.user, name) }
  package static func model(_ uuid: String) -> Tag { Tag(.model, uuid) }
  package static func controller(_ uuid: String) -> Tag { Tag(.controller, uuid) }
  package static func application(_ name: String) -> Tag { Tag(.application, name) }
  package static func machine(_ id: String) -> Tag { Tag(.machine, id) }
  package static func cloud(_ name: String) -> Tag { Tag(.cloud, name) }

  /// `name` is `mysql/0`.
  package static func unit(_ name: String) -> Tag {
    Tag(.unit, String(name.map { $0 == "/" ? "-" : $0 }))
  }

  /// `key` is `mediawiki:db mysql:database`.
  package static func relation(_ key: String) -> Tag {
    Tag(.relation, String(key.map { $0 == ":" ? "." : $0 == " " ? "#" : $0 }))
  }

  /// `cloud/owner/name`. Underscores stand between the parts; one within a part is written `%5f`.
  package static func cloudCredential(cloud: String, owner: String, name: String) -> Tag {
    let parts = [cloud, owner, name].map { part in
      part.split(separator: "_", omittingEmptySubsequences: false).joined(separator: "%5f")
    }
    return Tag(.cloudCredential, parts.joined(separator: "_"))
  }

  /// What the tag names; nil when the text is no tag.
  package var kind: Kind? {
    guard let dash = rawValue.firstIndex(of: "-"), rawValue.index(after: dash) < rawValue.endIndex
    else { return nil }
    return Kind(rawValue: String(rawValue[..<dash]))
  }

  /// What stands behind the kind, in the form people write it; nil when the text is no tag.
  package var id: String? {
    guard let kind else { return nil }
    let tail = rawValue.dropFirst(kind.rawValue.utf8.count + 1)
    switch kind {
    case .unit:
      guard let dash = tail.lastIndex(of: "-") else { return nil }
      return tail[..<dash] + "/" + tail[tail.index(after: dash)...]
    case .relation:
      return String(tail.map { $0 == "." ? ":" : $0 == "#" ? " " : $0 })
    default:
      return String(tail)
    }
  }

  /// Returns the id when the tag is of that kind.
  package func id(of kind: Kind) -> String? { self.kind == kind ? id : nil }
}
