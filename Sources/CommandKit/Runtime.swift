package import Diagnostics
package import EffectGate
import Synchronization
package import Values

/// What running code needs of the world: the gate, the clock, where words go, services by type.
///
/// Made once by the shell. Never reads the environment itself.
package final class Runtime: Sendable {
  package let gate: EffectGate
  package let interruption: Interruption
  /// What went wrong and nobody has heard of yet.
  package let owed = OwedFailures()
  package let clock: any WallClock
  /// The process environment as it was at the start; `env` reads it.
  package let environment: [String: String]
  /// The commands there are; `help` and completion read it.
  package let table: CommandTable
  /// Prints one line on standard error.
  private let printLine: @Sendable (String) -> Void
  /// Renders a value on standard output as a statement's result is; `print` uses it.
  private let renderValue: @Sendable (Output) throws(Diagnostic) -> Void
  private let services: Mutex<[ObjectIdentifier: any Sendable]>

  package init(
    gate: EffectGate, table: CommandTable, clock: any WallClock, environment: [String: String],
    interruption: Interruption = Interruption(),
    printLine: @escaping @Sendable (String) -> Void,
    renderValue: @escaping @Sendable (Output) throws(Diagnostic) -> Void
  ) {
    self.gate = gate
    self.table = table
    self.clock = clock
    self.environment = environment
    self.interruption = interruption
    self.printLine = printLine
    self.renderValue = renderValue
    services = Mutex([:])
  }

  package func report(_ line: String) { printLine(line) }

  package func render(_ output: Output) throws(Diagnostic) { try renderValue(output) }

  /// Returns the service of a type, if the shell provides one; makes it when it is first asked for,
  /// once however many threads ask.
  package func service<Service: Sendable>(_ type: Service.Type) throws(Diagnostic) -> Service? {
    let found = services.withLock { $0[ObjectIdentifier(type)] }
    if let maker = found as? ServiceMaker<Service> { return try maker.service() }
    return found as? Service
  }

  /// Provides a service, in place of an earlier one of its type.
  package func provide<Service: Sendable>(_ service: Service) {
    services.withLock { $0[ObjectIdentifier(Service.self)] = service }
  }

  /// Provides a service that is made when it is first asked for; a failed making is tried again.
  package func provide<Service: Sendable>(
    _ type: Service.Type, make: @escaping @Sendable () throws(Diagnostic) -> Service
  ) {
    services.withLock { $0[ObjectIdentifier(type)] = ServiceMaker(make: make) }
  }
}

/// A service that is made when it is first asked for; who asks meanwhile waits for it.
private final class ServiceMaker<Service: Sendable>: Sendable {
  private let make: @Sendable () throws(Diagnostic) -> Service
  private let made = Mutex<Service?>(nil)

  init(make: @escaping @Sendable () throws(Diagnostic) -> Service) { self.make = make }

  func service() throws(Diagnostic) -> Service {
    try made.withLock { (made) throws(Diagnostic) in
      if let made { return made }
      let service = try make()
      made = service
      return service
    }
  }
}

/// The time of day and waiting, injected so that tests decide what time it is.
package protocol WallClock: Sendable {
  var now: Timestamp { get }
  /// Nanoseconds of a clock that only goes forward.
  var monotonicNanoseconds: Int64 { get }
  /// Waits, but not past an interruption, which it throws.
  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic)
}
