import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Rejects an order as the provider.
///
/// Source: Waldur `marketplace-orders`, `reject_by_provider`.
struct RejectOrder: Command {
  static let name = "reject-order"
  static let namesElsewhere = ["marketplace-orders-reject-by-provider"]
  static let group = CommandGroup.orders
  static let summary = "Reject an order that waits for the provider"
  static let details = """
    Rejecting an order that makes a resource ends the resource for good. Servers of 2024 take the \
    comment and do not keep it; a warning says so.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [
    #"reject-order spring-campaign --comment "no capacity until March""#
  ]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName
  @Flag("Why, for the one who ordered") var comment: String?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.find(order, in: [.pendingProvider], context)
    let session = try context.waldur
    let consent = try context.confirm { () throws(Diagnostic) in
      let order: Order = try session.connection().object(at: Lists.orders.path(uuid))
      let ends = order.type == .create ? " The resource is terminated." : ""
      return Confirmation(
        statement: """
          This rejects the \(order.type?.rawValue ?? "") order for \(order.resourceName ?? "") in \
          \(order.projectName ?? "") of \(order.customerName ?? "").\(ends)
          """)
    }
    let action = OrderAction(session: session)
    let isSent = try action.ask("reject_by_provider", uuid, consent: consent) { body in
      body.putPresent(RejectOrderByProviderFields.shared.providerRejectionComment, comment)
    }
    guard isSent else { return .nothing }
    return try OrderAction.afterwards("reject_by_provider") { () throws(Diagnostic) in
      try outcome(of: uuid, action, context)
    }
  }

  /// Returns what the order is now; warns of a comment that the server did not keep.
  private func outcome(
    of uuid: WaldurUUID, _ action: OrderAction, _ context: CommandContext
  ) throws(Diagnostic) -> Output {
    if let comment, !comment.isEmpty {
      let order: Order = try action.session.connection().object(at: Lists.orders.path(uuid))
      if order.providerRejectionComment != comment {
        context.report(
          "WARNING the server did not keep the comment on the order for "
            + "\(order.resourceName ?? "\(uuid)"): tell it to those who ordered")
      }
    }
    return context.input == nil ? try action.outcome(uuid) : .nothing
  }
}
