import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// What the commands that move orders have in common: an order is found, asked to move, and looked
/// at again.
struct OrderAction {
  /// States that an order leaves again.
  static let openStates: [OrderState] = [
    .pendingConsumer, .pendingProvider, .pendingProject, .pendingStartDate, .executing,
  ]

  private static let kind = RecordKind(
    names: OrderFields.names, shown: [], decimals: OrderFields.decimalNames)

  static let resultFields = ["uuid", "resource_name", "type", "state"]

  let session: WaldurSession

  /// Returns the uuid a name means. A uuid is taken as it is: the server says whether there is such
  /// an order when it is asked to move it.
  static func find(
    _ name: OrderName, in states: [OrderState], _ context: CommandContext
  ) throws(Diagnostic) -> WaldurUUID {
    if let uuid = WaldurUUID(name.text) { return uuid }
    let order = try context.find("order") { (session) throws(Diagnostic) in
      try session.findOrder(name.text, in: states)
    }
    return try order.uuid.required(of: "an order")
  }

  /// Returns the open order of a resource; there is one at most.
  func open(for resource: WaldurUUID) throws(Diagnostic) -> Order? {
    var query: Query = ["resource_uuid": "\(resource)"]
    for state in Self.openStates where state != .pendingStartDate {
      query.add("state", state.rawValue)
    }
    return try session.connection().all(OrderFields.self, at: Lists.orders.path, query).first
  }

  /// Says in a dry run what would become of an order after a write; nil is one not yet made.
  func foretell(
    _ action: String, _ order: WaldurUUID?, _ condition: String
  ) throws(Diagnostic) {
    let path = order.map { Lists.orders.path($0, action) }
    try foretell(path ?? "\(Lists.orders.path)ORDER/\(action)/", condition)
  }

  /// Says in a dry run what would follow a write, where only its answer says whether it does.
  func foretell(
    _ path: String, _ condition: String, _ body: (inout ObjectWriter) -> Void = { _ in }
  ) throws(Diagnostic) {
    let connection = try session.connection()
    var writer = ObjectWriter(capacity: 64)
    writer.object(.all) { body(&$0) }
    let sent = String(decoding: writer.written(), as: UTF8.self)
    connection.surroundings.report(
      "would then send to \(connection.name): POST \(path) \(sent), \(condition)")
  }

  /// Asks the server to move an order; false when a dry run only said what it would have sent.
  @discardableResult
  func ask(
    _ action: String, _ uuid: WaldurUUID, consent: Consent? = nil,
    _ body: (inout ObjectWriter) -> Void = { _ in }
  ) throws(Diagnostic) -> Bool {
    do throws(Diagnostic) {
      return try session.post(Lists.orders.path(uuid, action), consent: consent, body) != nil
    } catch {
      throw error.id == WaldurDiagnostic.wrongState ? explained(error, uuid) : error
    }
  }

  /// Asks before an order is carried out that ends a resource; nil for any other, and for one that
  /// is not in the state to be carried out, which is the server's to say.
  func consent(
    toCarryOut uuid: WaldurUUID, that state: OrderState, in context: CommandContext
  ) throws(Diagnostic) -> Consent? {
    guard context.runtime.gate.mustAsk else { return nil }
    let order: Order = try session.connection().object(at: Lists.orders.path(uuid))
    guard order.type == .terminate, order.state == state else { return nil }
    return try context.confirm {
      Confirmation(
        statement: """
          This ends \(order.resourceName ?? "") of \(order.offeringName ?? "") in \
          \(order.projectName ?? "") of \(order.customerName ?? "").
          """)
    }
  }

  /// Says in what state the order is that was not to be moved.
  private func explained(_ error: Diagnostic, _ uuid: WaldurUUID) -> Diagnostic {
    guard
      let order = try? session.connection().object(
        OrderFields.self, at: Lists.orders.path(uuid)),
      let state = order.state
    else { return error }
    var error = error
    error.message =
      "the \(order.type?.rawValue ?? "") order for \(order.resourceName ?? "") is \(state) "
      + "(\(error.message))"
    return error
  }

  /// Returns the order of a name that is open, else the one in a wanted state, else any: what the
  /// name can mean where nothing is to be moved.
  static func findAny(
    _ name: OrderName, preferring wanted: [OrderState] = [], _ context: CommandContext
  ) throws(Diagnostic) -> WaldurUUID {
    for states in [openStates, wanted] where !states.isEmpty {
      do throws(Diagnostic) {
        return try find(name, in: states, context)
      } catch {
        guard error.id == WaldurDiagnostic.noMatch else { throw error }
      }
    }
    return try find(name, in: OrderState.known, context)
  }

  /// Returns what an order is after it was moved.
  func outcome(_ uuid: WaldurUUID) throws(Diagnostic) -> Output {
    var query = Query()
    for field in Self.resultFields { query.add("field", field) }
    return Output(
      try session.connection().record(at: Lists.orders.path(uuid), Self.kind, query))
  }

  /// Asks, and returns what the order is then; looks only where somebody will see it.
  func run(
    _ action: String, _ uuid: WaldurUUID, in context: CommandContext, consent: Consent? = nil,
    _ body: (inout ObjectWriter) -> Void = { _ in }
  ) throws(Diagnostic) -> Output {
    guard try ask(action, uuid, consent: consent, body), context.input == nil else {
      return .nothing
    }
    return try Self.afterwards(action) { () throws(Diagnostic) in try outcome(uuid) }
  }

  /// Looks at what a write left. Where that fails the write is done all the same, and the error says
  /// so: nobody should repeat it.
  static func afterwards<Found>(
    _ done: String, _ look: () throws(Diagnostic) -> Found
  ) throws(Diagnostic) -> Found {
    do throws(Diagnostic) {
      return try look()
    } catch {
      var error = error
      error.message =
        "\(done) was carried out, but what came of it could not be read: \(error.message)"
      error.hint = "do not repeat it: 'orders' and 'resources' show what there is now"
      error.isRetryable = false
      throw error
    }
  }
}
