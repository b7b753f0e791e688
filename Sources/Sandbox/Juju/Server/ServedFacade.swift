import JSON
import JujuWire

/// A method the sandbox answers: bytes in, bytes out.
struct ServedMethod: Sendable {
  let name: String
  let effect: MethodEffect
  let firstVersion: Int
  /// Returns the encoded result; throws a `WireError` for what the caller did wrong.
  let run: @Sendable (Call, RawJSON?) throws -> [UInt8]

  init<Parameters, Result>(
    _ method: FacadeMethod<Parameters, Result>,
    _ body: @escaping @Sendable (Call, Parameters) throws -> Result
  ) {
    name = method.name
    effect = method.effect
    firstVersion = method.firstVersion
    run = { call, json in
      let parameters: Parameters
      do {
        parameters = try WireJSON.decode(
          Parameters.self, from: json ?? RawJSON(parsing: "{}"))
      } catch {
        throw WireError(
          "cannot read the parameters of \(method.facade.name).\(method.name): "
            + ((error as? JSONError)?.message ?? "they are malformed"),
          code: .badRequest)
      }
      return try WireJSON.encode(try body(call, parameters))
    }
  }
}

/// A facade the sandbox serves.
struct ServedFacade: Sendable {
  let facade: Facade
  private let methods: [String: ServedMethod]

  init(_ facade: Facade, _ methods: [ServedMethod]) {
    self.facade = facade
    self.methods = Dictionary(
      methods.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func method(_ name: String, version: Int) -> ServedMethod? {
    methods[name].flatMap { version >= $0.firstVersion ? $0 : nil }
  }

  /// Returns the versions a controller of that release has; nil when it lacks the facade.
  func versions(on controller: ControllerRecord) -> ClosedRange<Int>? {
    let isOld = controller.release.major < 3
    switch facade {
    case FirewallRulesFacade.facade: return controller.hasFirewallRules ? facade.versions : nil
    case _ where isOld: return facade.versions.lowerBound...facade.versions.lowerBound
    default: return facade.versions
    }
  }

  /// Every facade but `Admin`, which is there before a login, and the watchers, whose answers may
  /// have to wait.
  static let all: [ServedFacade] = [
    .applicationOffers, .application, .charms, .client, .cloud, .controller, .firewallRules,
    .modelConfig, .modelManager, .pinger, .resources, .userManager,
  ]

  /// The facades whose answers may have to wait.
  static let watchers: [Facade] = [AllWatcherFacade.facade, AllModelWatcherFacade.facade]

  private static let byName = Dictionary(
    uniqueKeysWithValues: all.map { ($0.facade.name, $0) })

  static func named(_ name: String) -> ServedFacade? { byName[name] }
}

extension ServedFacade {
  static let pinger = ServedFacade(
    PingerFacade.facade,
    [
      ServedMethod(PingerFacade.ping) { _, _ in Empty() },
      ServedMethod(PingerFacade.stop) { _, _ in Empty() },
    ])
}
