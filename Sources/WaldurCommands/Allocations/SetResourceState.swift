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
  static let namesElsewhere = ["marketplace-resource-set-state"]
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
  static let examples: [Example] = [#"set-resource-state mysql-climate ok"#]

  @Argument("The resource") var resource: ResourceName
  @Argument("ok, erred or terminated") var state: SettableState
  @Flag("With erred: what went wrong") var message: String = ""

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    let session = try context.waldur
    var consent: Consent?
    if state == .terminated {
      consent = try context.confirm { () throws(Diagnostic) in
        try ResourceEnding(session: session).confirmation(of: uuid)
      }
    }
    let before: Resource = try session.connection().object(at: Lists.providerResources.path(uuid))
    var steps = Steps(session: session, resource: before, uuid: uuid)
    do throws(Diagnostic) {
      switch state {
      case .ok: try steps.makeOK()
      case .erred: try steps.makeErred(message)
      case .terminated:
        if let consent { try steps.terminate(consent) }
      }
    } catch {
      throw error.located(at: context.call.span(of: "state"))
    }
    // A dry run said what it would have sent.
    guard !steps.did.isEmpty else { return .nothing }
    let after = try OrderAction.afterwards(Self.name) { () throws(Diagnostic) -> Resource in
      try session.connection().object(at: Lists.providerResources.path(uuid))
    }
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
      "\"\(text)\" is no state to set", hint: Suggestion.hint(for: text, among: choices))
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
    guard let order = try orders.open(for: uuid) else {
      guard resource.state == .erred else { throw impossible("OK") }
      return try mark("set_as_ok", "marked the resource as OK")
    }
    guard let type = order.type, [.create, .update].contains(type) else {
      throw leadsElsewhere(order)
    }
    try carryOut(order, "OK")
  }

  /// Approves the order and completes it where that is not the server's to do.
  private mutating func carryOut(_ order: Order, _ wanted: String) throws(Diagnostic) {
    switch order.state {
    case .pendingProvider?:
      try move(order, "approve_by_provider", "approved the \(kind(order)) order")
      if did.isEmpty {
        return try orders.foretell("set_state_done", order.uuid, "if it is executing by then")
      }
    case .executing?: break
    default: throw impossible(wanted, order)
    }
    guard let current = try reread(order), current.state == .executing else { return }
    try move(current, "set_state_done", "completed the \(kind(order)) order")
  }

  mutating func makeErred(_ message: String) throws(Diagnostic) {
    if resource.state == .erred { return did.append("nothing: it is Erred already") }
    guard let order = try orders.open(for: uuid) else {
      return try markErred(message)
    }
    // A server of 2024 would fail the order and leave the resource as it is, for good.
    guard [.pendingProvider, .executing].contains(order.state) else {
      throw impossible("Erred", order)
    }
    let isSent = try orders.ask("set_state_erred", try order.uuid.required(of: "an order")) {
      body in
      body.put(OrderErrorDetailsFields.shared.errorMessage, message)
      body.put(OrderErrorDetailsFields.shared.errorTraceback, "")
    }
    guard isSent else {
      if order.type == .terminate {
        let path = Lists.providerResources.path(uuid, "set_as_erred")
        try orders.foretell(path, "if the resource is not Erred by then") {
          Self.put(message, &$0)
        }
      }
      return
    }
    did.append("failed the \(kind(order)) order")
    try markIfNeeded(message)
  }

  /// An order that ends a resource leaves it OK when it fails.
  private mutating func markIfNeeded(_ message: String) throws(Diagnostic) {
    if try state() == .erred { return }
    do throws(Diagnostic) {
      try markErred(message)
    } catch {
      throw try halfway(error)
    }
    if try state() != .erred { throw try halfway(nil) }
  }

  private func state() throws(Diagnostic) -> ResourceState? {
    let resource: Resource = try session.connection().object(
      at: Lists.providerResources.path(uuid), ["field": "state"])
    return resource.state
  }

  /// Says what was done where the last step failed.
  private func halfway(_ error: Diagnostic?) throws(Diagnostic) -> Diagnostic {
    let state = try state()?.rawValue ?? ""
    let what =
      "offsh \(did.joined(separator: ", ")), and \(resource.name ?? "the resource") is \(state) "
      + "and not Erred"
    guard var error else { return Diagnostic(WaldurCommandDiagnostic.cannotSetState, what) }
    error.message = "\(what): \(error.message)"
    return error
  }

  mutating func terminate(_ consent: Consent) throws(Diagnostic) {
    if resource.state == .terminated { return did.append("nothing: it is Terminated already") }
    let ending = ResourceEnding(session: session)
    if let order = try orders.open(for: uuid) {
      switch (order.type, order.state) {
      case (.create?, .pendingProvider?):
        return try move(order, "reject_by_provider", "rejected the Create order", consent)
      case (.terminate?, _): return try carryOut(order, "Terminated")
      default: throw impossible("Terminated", order)
      }
    }
    guard let uuid = try ending.order(uuid, consent) else {
      try orders.foretell("approve_by_provider", nil, "if it waits for the provider")
      return try orders.foretell("set_state_done", nil, "if it is executing by then")
    }
    did.append("ordered the end of the resource")
    let order: Order = try session.connection().object(at: Lists.orders.path(uuid))
    if order.state != .done { try carryOut(order, "Terminated") }
  }

  private func reread(_ order: Order) throws(Diagnostic) -> Order? {
    try session.connection().object(
      at: Lists.orders.path(try order.uuid.required(of: "an order")))
  }

  private func kind(_ order: Order) -> String { order.type?.rawValue ?? "open" }

  private mutating func move(
    _ order: Order, _ action: String, _ words: String, _ consent: Consent? = nil
  ) throws(Diagnostic) {
    if try orders.ask(action, order.uuid.required(of: "an order"), consent: consent) {
      did.append(words)
    }
  }

  private mutating func mark(
    _ action: String, _ words: String, _ body: (inout ObjectWriter) -> Void = { _ in }
  ) throws(Diagnostic) {
    let path = Lists.providerResources.path(uuid, action)
    if try session.post(path, body) != nil { did.append(words) }
  }

  private mutating func markErred(_ message: String) throws(Diagnostic) {
    try mark("set_as_erred", "marked the resource as Erred") { Self.put(message, &$0) }
  }

  /// What went wrong, for the resource itself; without words those that stand stay.
  private static func put(_ message: String, _ body: inout ObjectWriter) {
    if !message.isEmpty { body.put(SetResourceErredFields.shared.errorMessage, message) }
  }

  /// An order that ends the resource, or one of a kind nobody knows, is not carried out for this.
  private func leadsElsewhere(_ order: Order) -> Diagnostic {
    let name = resource.name ?? "the resource"
    let typed = name.asPastedWord
    let keeps = order.state == .executing ? "fail-order" : "reject-order"
    return Diagnostic(
      WaldurCommandDiagnostic.cannotSetState,
      "\(name) has an open \(kind(order)) order, and carrying that out does not make it OK",
      hint: "'\(keeps) \(typed)' keeps the resource; "
        + "'set-resource-state \(typed) terminated' carries out an order that ends it")
  }

  private func impossible(_ wanted: String, _ order: Order? = nil) -> Diagnostic {
    let name = resource.name ?? "the resource"
    let typed = name.asPastedWord
    let hint =
      switch order?.state {
      case .executing?: "'complete-order \(typed)' or 'fail-order \(typed)' ends that order first"
      case .pendingConsumer?: "it waits for those who ordered"
      case .pendingProject?: "it waits for the project to begin"
      default: "'orders --resource \(typed)' lists its orders"
      }
    let what = order.flatMap { order in
      order.state.map { ", its \(kind(order)) order is \($0)" }
    }
    return Diagnostic(
      WaldurCommandDiagnostic.cannotSetState,
      "\(name) is \(resource.state?.rawValue ?? "")\(what ?? ""), and nothing the provider can do "
        + "leads from there to \(wanted)", hint: hint)
  }
}
