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
    let consent = try context.confirm { () throws(Diagnostic) in
      let ending = ResourceEnding(session: session)
      try ending.checkState(of: uuid)
      return try ending.confirmation(of: uuid)
    }
    guard let order = try ResourceEnding(session: session).order(uuid, consent) else {
      if approve {
        try OrderAction(session: session).foretell(
          "approve_by_provider", nil, "if it waits for the provider")
      }
      return .nothing
    }
    if approve { try approveMade(order, session) }
    return try OrderAction.afterwards("terminate") { () throws(Diagnostic) in
      try OrderAction(session: session).outcome(order)
    }
  }

  /// The order stands, also where it cannot be approved.
  private func approveMade(_ order: WaldurUUID, _ session: WaldurSession) throws(Diagnostic) {
    do throws(Diagnostic) {
      try ResourceEnding(session: session).approve(order)
    } catch {
      var error = error
      error.message = "the order \(order) was made, but not approved: \(error.message)"
      error.hint = "'show-order \(order)' shows how it stands, 'approve-order \(order)' approves it"
      error.isRetryable = false
      throw error
    }
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

  /// Nobody is asked about what cannot be done, by its state or while an order of it is open.
  ///
  /// Throws `waldur.wrong-state`.
  func checkState(of uuid: WaldurUUID) throws(Diagnostic) {
    let resource: Resource = try session.connection().object(
      at: Lists.providerResources.path(uuid))
    let name = resource.name ?? "\(uuid)"
    guard let state = resource.state, ![.ok, .erred].contains(state), state.isKnown else {
      if let order = try OrderAction(session: session).open(for: uuid) {
        throw Self.isPending(order, name)
      }
      return
    }
    let typed = name.asPastedWord
    let hint =
      switch state {
      case .creating: "'reject-order \(typed)' ends one whose order waits for the provider"
      case .terminating: "'wait-order \(typed)' waits for its end"
      case .updating: "'complete-order \(typed)' or 'fail-order \(typed)' ends the change first"
      default: String?.none
      }
    throw Diagnostic(
      WaldurDiagnostic.wrongState, "\(name) is \(state), and only what is OK or Erred can be ended",
      hint: hint)
  }

  /// There is one open order at most, and what it waits for comes first.
  private static func isPending(_ order: Order, _ name: String) -> Diagnostic {
    let typed = name.asPastedWord
    let hint =
      switch (order.type, order.state) {
      case (.terminate?, .pendingProvider?): "'approve-order \(typed)' carries it out"
      case (_, .pendingProvider?):
        "'approve-order \(typed)' or 'reject-order \(typed)' decides that order first"
      case (_, .executing?):
        "'complete-order \(typed)' or 'fail-order \(typed)' ends that order first"
      case (_, .pendingConsumer?): "it waits for those who ordered"
      default: "'orders --resource \(typed)' lists its orders"
      }
    return Diagnostic(
      WaldurDiagnostic.wrongState,
      "\(name) has a \(order.type?.rawValue ?? "") order already, which is "
        + (order.state?.rawValue ?? "open"), hint: hint)
  }

  /// Orders the end; nil when a dry run only said what it would have sent.
  func order(_ uuid: WaldurUUID, _ consent: Consent) throws(Diagnostic) -> WaldurUUID? {
    let path = Lists.providerResources.path(uuid, "terminate")
    do throws(Diagnostic) {
      return try session.post(
        path, consent: consent,
        reading: { (answer) throws(Diagnostic) in
          let made: OrderAnswer = try WaldurConnection.object(answer, path)
          return try made.orderUUID.required(of: "an order")
        })
    } catch {
      guard error.id == WaldurDiagnostic.notValid, error.message.contains("Pending order"),
        let order = try OrderAction(session: session).open(for: uuid)
      else { throw error }
      throw Self.isPending(order, order.resourceName ?? "\(uuid)")
    }
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
