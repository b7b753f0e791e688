import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Orders the end of a resource.
///
/// Source: Waldur `marketplace-provider-resources`, `terminate`.
struct TerminateResourceCommand: Command {
  static let name = "terminate-resource"
  static let namesElsewhere = [
    "marketplace-resources-terminate",
    "marketplace-provider-resources-terminate",
  ]
  static let group = CommandGroup.allocations
  static let summary = "Order the end of a resource"
  static let details = """
    The result is an order. Also a provider's own order waits for the provider: --approve approves \
    it at once.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [#"terminate-resource imaging --approve"#]

  @Argument("The resource", fedBy: "uuid", namedBy: "name") var resource: ResourceName
  @Switch("Approve the order, where that is for the provider to do") var approve = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    let session = try context.waldur
    let consent = try context.runtime.gate.confirm { () throws(Diagnostic) in
      let ending = ResourceEnding(session: session)
      try ending.checkState(of: uuid)
      return try ending.confirmation(of: uuid)
    }
    guard let order = try ResourceEnding(session: session).order(uuid, consent) else {
      return .nothing
    }
    if approve { try ResourceEnding(session: session).approve(order) }
    return try OrderAction(session: session).outcome(order)
  }
}

/// The end of a resource, which is an order that may have to be approved.
struct ResourceEnding {
  let session: WaldurSession

  /// What is asked before.
  func confirmation(of uuid: WaldurUUID) throws(Diagnostic) -> Confirmation {
    let resource: Resource = try session.connection().object(
      at: Lists.providerResources.path(uuid))
    return Confirmation(
      statement: """
        This ends \(resource.name ?? "") (\(resource.state?.rawValue ?? "")) of \
        \(resource.offeringName ?? "") in \(resource.projectName ?? "") of \
        \(resource.customerName ?? "").
        """)
  }

  /// Nobody is asked about what cannot be done.
  ///
  /// Throws `waldur.wrong-state`.
  func checkState(of uuid: WaldurUUID) throws(Diagnostic) {
    let resource: Resource = try session.connection().object(
      at: Lists.providerResources.path(uuid))
    guard let state = resource.state, ![.ok, .erred].contains(state), state.isKnown else { return }
    let name = resource.name ?? "\(uuid)"
    let hint =
      switch state {
      case .creating: "'reject-order \(name)' ends one whose order waits for the provider"
      case .terminating: "'wait-order \(name)' waits for its end"
      case .updating: "'complete-order \(name)' or 'fail-order \(name)' ends the change first"
      default: String?.none
      }
    throw Diagnostic(
      WaldurDiagnostic.wrongState, "\(name) is \(state), and only what is OK or Erred can be ended",
      hint: hint)
  }

  /// Orders the end; nil when a dry run only said what it would have sent.
  func order(_ uuid: WaldurUUID, _ consent: Consent) throws(Diagnostic) -> WaldurUUID? {
    let path = Lists.providerResources.path(uuid, "terminate")
    guard let answer = try session.post(path, consent: consent) else { return nil }
    let made: OrderAnswer = try WaldurConnection.object(answer, path)
    return try made.orderUUID.required(of: "an order")
  }

  /// Approves the order if it waits for the provider.
  func approve(_ uuid: WaldurUUID) throws(Diagnostic) {
    let order: Order = try session.connection().object(
      at: Lists.orders.path(uuid), ["field": "state"])
    if order.state == .pendingProvider {
      try OrderAction(session: session).ask("approve_by_provider", uuid)
    }
  }
}
