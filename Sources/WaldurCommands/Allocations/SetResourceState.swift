// The retired call of 2021 set a resource's state outright. Today a state follows from orders: this
// finds the order that leads to the state wanted and says which one it was.

import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Brings a resource to a state by way of its orders.
///
/// Source: Waldur `marketplace-resources`, `set_state_by_provider` (August and September 2021).
struct SetResourceState: Command {
  static let name = "set-resource-state"
  static let group = CommandGroup.allocations
  static let summary = "Bring a resource to the state ok, erred or terminated"
  static let details = """
    The call that did this was removed in 2021; what it meant goes through orders now, and the \
    result says what was done. ok approves and completes the open order. terminated rejects the \
    order that makes the resource, or orders its end and approves that. erred fails the open \
    order, or marks the resource itself where the server can.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["resource", "state", "did"])
  static let examples: [Example] = [
    "resources --state Creating | first 1 | each { set-resource-state $it.uuid ok }"
  ]

  @Argument("The resource") var resource: ResourceName
  @Argument("ok, erred or terminated") var state: SettableState
  @Flag("With erred: what went wrong") var message: String = ""

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    let session = try context.waldur
    if state == .terminated {
      try context.runtime.gate.confirm { () throws(Diagnostic) in
        try ResourceEnding(session: session).confirmation(of: uuid)
      }
    }
    let before: Resource = try session.connection().object(at: Lists.providerResources.path(uuid))
    var steps = Steps(session: session, resource: before, uuid: uuid)
    do throws(Diagnostic) {
      switch state {
      case .ok: try steps.makeOK()
      case .erred: try steps.makeErred(message)
      case .terminated: try steps.terminate()
      }
    } catch {
      throw error.located(at: context.call.span(of: "state"))
    }
    let after: Resource = try session.connection().object(at: Lists.providerResources.path(uuid))
    return Output(
      .record(
        Record([
          "resource": .string(after.name ?? "\(uuid)"),
          "state": .string(after.state?.rawValue ?? ""),
          "did": .list(List(steps.did.map { .string($0) })),
        ])))
  }
}

/// The states the retired call knew.
enum SettableState: String, ChoiceParameter {
  case ok, erred, terminated

  static let typeName = "state"

  static func parse(_ text: String) throws(ParameterError) -> SettableState {
    if let state = SettableState(rawValue: text.lowercased()) { return state }
    throw ParameterError(
      "\"\(text)\" is not \(expectation)", hint: Suggestion.hint(for: text, among: choices))
  }

  var value: Value { .string(rawValue) }
}

/// What leads to a state, and what of it was done.
private struct Steps {
  let session: WaldurSession
  let resource: Resource
  let uuid: WaldurUUID
  var did: [String] = []

  private var orders: OrderAction { OrderAction(session: session) }

  mutating func makeOK() throws(Diagnostic) {
    if resource.state == .ok { return did.append("nothing: it is OK already") }
    guard let order = try openOrder() else {
      guard resource.state == .erred else { throw impossible("OK") }
      return try mark("set_as_ok", "marked the resource as OK")
    }
    if order.state == .pendingProvider {
      try move(order, "approve_by_provider", "approved the \(kind(order)) order")
    }
    // Where a backend carries orders out the order is done by now.
    guard let current = try reread(order), current.state == .executing else { return }
    try move(current, "set_state_done", "completed the \(kind(order)) order")
  }

  mutating func makeErred(_ message: String) throws(Diagnostic) {
    if resource.state == .erred { return did.append("nothing: it is Erred already") }
    guard let order = try openOrder() else {
      return try mark("set_as_erred", "marked the resource as Erred")
    }
    let isSent = try orders.ask("set_state_erred", try order.uuid.required(of: "an order")) {
      body in
      body.put(OrderErrorDetailsFields.shared.errorMessage, message)
      body.put(OrderErrorDetailsFields.shared.errorTraceback, "")
    }
    if isSent { did.append("failed the \(kind(order)) order") }
  }

  mutating func terminate() throws(Diagnostic) {
    if resource.state == .terminated { return did.append("nothing: it is Terminated already") }
    let ending = ResourceEnding(session: session)
    if let order = try openOrder() {
      guard order.state == .pendingProvider else { throw impossible("Terminated") }
      switch order.type {
      case .create?:
        return try move(order, "reject_by_provider", "rejected the Create order")
      case .terminate?:
        return try move(order, "approve_by_provider", "approved the Terminate order")
      default: throw impossible("Terminated")
      }
    }
    guard let order = try ending.order(uuid) else { return }
    did.append("ordered the end of the resource")
    try ending.approve(order)
    did.append("approved the Terminate order")
  }

  /// The resource's open order; there is one at most.
  private func openOrder() throws(Diagnostic) -> Order? {
    var query: Query = ["resource_uuid": "\(uuid)"]
    for state in OrderAction.openStates where state != .pendingStartDate {
      query.add("state", state.rawValue)
    }
    return try session.connection().all(OrderFields.self, at: Lists.orders.path, query).first
  }

  private func reread(_ order: Order) throws(Diagnostic) -> Order? {
    try session.connection().object(
      at: Lists.orders.path(try order.uuid.required(of: "an order")))
  }

  private func kind(_ order: Order) -> String { order.type?.rawValue ?? "open" }

  private mutating func move(
    _ order: Order, _ action: String, _ words: String
  ) throws(Diagnostic) {
    if try orders.ask(action, order.uuid.required(of: "an order")) { did.append(words) }
  }

  private mutating func mark(_ action: String, _ words: String) throws(Diagnostic) {
    let path = Lists.providerResources.path(uuid, action)
    if try session.post(path) != nil { did.append(words) }
  }

  private func impossible(_ wanted: String) -> Diagnostic {
    Diagnostic(
      WaldurCommandDiagnostic.cannotSetState,
      "\(resource.name ?? "the resource") is \(resource.state?.rawValue ?? ""), and no order of "
        + "the provider's leads from there to \(wanted)",
      hint: "'orders --resource \"\(resource.name ?? "")\"' lists its orders")
  }
}
