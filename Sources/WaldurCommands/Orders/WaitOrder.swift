import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Waits until an order is in a state.
struct WaitOrder: Command {
  static let name = "wait-order"
  static let group = CommandGroup.orders
  static let summary = "Wait until an order is in a state"
  static let details = """
    Looks every two seconds, or as --every says. Fails at once when the order ends in another \
    state; when the time is over the exit status is 124.
    """
  static let result = ResultShape.record(OrderAction.resultFields)
  static let examples: [Example] = [
    #"wait-order mysql-genomics --state pending-provider --timeout 5m"#
  ]

  @Argument("The order", fedBy: "uuid", namedBy: "resource_name") var order: OrderName
  @Flag("The state to wait for") var state: OrderStateWord = OrderStateWord(word: .done)
  @Flag("How long to wait at most") var timeout: Duration = .seconds(300)
  @Flag("How often to look") var every: Duration = .seconds(2)

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    if timeout < .zero {
      throw Diagnostic(
        WaldurCommandDiagnostic.badArguments, "--timeout is not negative: 0s looks once",
        at: call.span(of: "timeout"))
    }
    guard every < .milliseconds(100) else { return }
    throw Diagnostic(
      WaldurCommandDiagnostic.badArguments, "--every is at least 100ms", at: call.span(of: "every"))
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try OrderAction.findAny(order, preferring: [state.word], context)
    let session = try context.waldur
    let clock = context.runtime.clock
    let begin = clock.monotonicNanoseconds
    while true {
      let order: Order = try session.connection().object(
        at: Lists.orders.path(uuid), ["field": "state"])
      guard let now = order.state else {
        throw Diagnostic(WaldurDiagnostic.protocolError, "the server sends an order without state")
      }
      if now == state.word { return try OrderAction(session: session).outcome(uuid) }
      if now.isFinal {
        throw Diagnostic(
          WaldurCommandDiagnostic.orderEnded, "the order is \(now), and will not be \(state.word)",
          at: context.call.span(of: "order"))
      }
      let left = timeout.nanoseconds - (clock.monotonicNanoseconds - begin)
      guard left > 0 else {
        throw Diagnostic(
          WaldurCommandDiagnostic.waitTimedOut,
          "the order is still \(now) after \(Value.duration(timeout.nanoseconds).text)",
          at: context.call.span)
      }
      try clock.sleep(
        nanoseconds: min(every.nanoseconds, left), interruption: context.runtime.interruption)
    }
  }
}
