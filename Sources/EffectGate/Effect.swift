/// What a command or a request does to the world.
package enum Effect: Int, Sendable, Comparable, CaseIterable {
  /// Changes nothing; may be repeated.
  case read
  /// Changes something that can be changed back; never repeated unless known not to have arrived.
  case write
  /// Takes something away; asked about first.
  case destroy

  package static func < (left: Effect, right: Effect) -> Bool { left.rawValue < right.rawValue }

  /// The word help and previews show.
  package var word: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .destroy: "destroy"
    }
  }
}
