import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Shows an order.
///
/// Source: Waldur `marketplace-orders`.
struct ShowOrder: Command {
  static let name = "show-order"
  static let namesElsewhere = ["marketplace-orders-retrieve", "get-order"]
  static let group = CommandGroup.orders
  static let summary = "Show an order with everything the server says about it"
  static let details = """
    A resource's name means its open order, and where there is none the one it has.
    """
  static let result = ResultShape.record(OrderFields.names)
  static let examples: [Example] = ["show-order gpu-training | get state"]

  @Argument("The order") var order: OrderName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.findAny(order, context)
    return Output(try context.waldur.record(Lists.orders, uuid))
  }
}
