import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Cancels an order as the one who ordered.
///
/// Source: Waldur `marketplace-orders`, `cancel`.
struct CancelOrder: Command {
  static let name = "cancel-order"
  static let namesElsewhere = ["marketplace-orders-cancel"]
  static let group = CommandGroup.orders
  static let summary = "Cancel an order before it is done"
  static let details = """
    This is for those who order: it takes a role in the project or its organization. A provider \
    rejects instead. A server of 2024 leaves the resource of a cancelled order as it is.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [
    "cancel-order staging-db"
  ]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.find(
      order, in: [.pendingConsumer, .pendingProvider, .pendingStartDate, .executing], context)
    do throws(Diagnostic) {
      return try OrderAction(session: context.waldur).run("cancel", uuid, in: context)
    } catch {
      guard error.id == WaldurDiagnostic.permissionDenied else { throw error }
      var error = error
      error.hint = "cancelling is for those who ordered; the provider's way is 'reject-order'"
      throw error
    }
  }
}
