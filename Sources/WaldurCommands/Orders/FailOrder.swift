import CommandKit
import Diagnostics
import EffectGate
import WaldurClient
import WaldurWire

/// Says that an order could not be carried out.
///
/// Source: Waldur `marketplace-orders`, `set_state_erred`.
struct FailOrder: Command {
  static let name = "fail-order"
  static let namesElsewhere = ["marketplace-orders-set-state-erred"]
  static let group = CommandGroup.orders
  static let summary = "Say that an order could not be carried out, and why"
  static let details = """
    The resource of an order that makes or changes one is erred then; one that was to be \
    terminated is OK again.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [
    #"orders --state executing | where .offering_type == "Marketplace.Slurm" | fail-order --message "no such partition""#
  ]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName
  @Flag("What went wrong") var message: String = ""
  @Flag("Where it went wrong, for those who look into it") var traceback: String = ""

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.find(order, in: [.executing, .pendingProvider], context)
    do throws(Diagnostic) {
      return try fail(uuid, context)
    } catch {
      guard error.id == WaldurDiagnostic.refused else { throw error }
      var error = error
      error.hint = "such an order is carried out by the server itself: 'reject-order' refuses it"
      throw error
    }
  }

  private func fail(_ uuid: WaldurUUID, _ context: CommandContext) throws(Diagnostic) -> Output {
    return try OrderAction(session: context.waldur).run("set_state_erred", uuid, in: context) {
      body in
      // Servers of 2024 fail without both, even where there is nothing to say.
      body.put(OrderErrorDetailsFields.shared.errorMessage, message)
      body.put(OrderErrorDetailsFields.shared.errorTraceback, traceback)
    }
  }
}
