import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Approves an order as the provider.
///
/// Source: Waldur `marketplace-orders`, `approve_by_provider`.
struct ApproveOrder: Command {
  static let name = "approve-order"
  static let namesElsewhere = ["marketplace-orders-approve-by-provider"]
  static let group = CommandGroup.orders
  static let summary = "Approve an order that waits for the provider"
  static let details = """
    The name of the resource is enough: it has at most one open order. An order of an offering \
    without a backend is carried out by that: it is done and the resource is there. \
    An order that ends a resource is asked about first.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [
    #"approve-order mysql-genomics"#,
    #"orders --state pending-provider | where .cost < 15 | approve-order"#,
  ]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.find(order, in: [.pendingProvider], context)
    let action = OrderAction(session: try context.waldur)
    let consent = try action.consent(toCarryOut: uuid, that: .pendingProvider, in: context)
    return try action.run("approve_by_provider", uuid, in: context, consent: consent)
  }
}
