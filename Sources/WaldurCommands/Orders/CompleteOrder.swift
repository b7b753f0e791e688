import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Says that what an order asked for is done.
///
/// Source: Waldur `marketplace-orders`, `set_state_done`.
struct CompleteOrder: Command {
  static let name = "complete-order"
  static let namesElsewhere = ["marketplace-orders-set-state-done"]
  static let group = CommandGroup.orders
  static let summary = "Say that what an executing order asked for is done"
  static let details = """
    For offerings whose provider carries orders out by hand or by a program of its own. An order \
    that ends a resource is asked about first.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [#"complete-order protein-folding"#]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.find(order, in: [.executing], context)
    let action = OrderAction(session: try context.waldur)
    let consent = try action.consent(toCarryOut: uuid, that: .executing, in: context)
    return try action.run("set_state_done", uuid, in: context, consent: consent)
  }
}
