import EffectGate
import WaldurWire

extension HTTPMethod {
  /// What a request does to the server's world: decided here once, so that nothing that takes
  /// something away goes out as a mere write.
  ///
  /// Source: the actions of Waldur's REST API.
  func effect(on path: String) -> Effect {
    switch self {
    case .get, .head, .options: .read
    case .delete: .destroy
    default:
      Self.destroyingActions.contains { path.hasSuffix("/\($0)/") } ? .destroy : .write
    }
  }

  private static let destroyingActions = ["reject_by_provider", "terminate", "delete_user"]
}
