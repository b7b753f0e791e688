import Diagnostics
import EffectGate
import Sandbox

/// `offsh sandbox path|reset|seed|add-controller|serve`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage,
    """
    'offsh sandbox path' prints where the sandbox keeps its state, 'reset' empties it and begins \
    again with the seeded world, 'seed' makes the file if there is none; with --orders it adds so many \
    orders with their resources, to try out scale. 'add-controller NAME' adds a controller with an \
    empty model; a second word is the version of Juju it runs. 'serve' opens ports for other programs.
    """)

  let composition: Composition
  let options: Options
  let environment: [String: String]
  let network: any Network
  let termination: Termination

  private enum Action: String, CaseIterable {
    case path, reset, seed
    case addController = "add-controller"
    case serve

    /// How many words may stand behind it; those of 'serve' are options of its own.
    var arguments: ClosedRange<Int> {
      switch self {
      case .addController: 1...2
      case .seed: 0...2
      case .serve: 0...Int.max
      case .path, .reset: 0...0
      }
    }

    /// How it is called.
    var call: String {
      switch self {
      case .addController: "offsh sandbox add-controller NAME 3.6.8"
      case .seed: "offsh sandbox seed --orders 50000"
      case .path, .reset, .serve: "offsh sandbox \(rawValue)"
      }
    }
  }

  func run(_ words: [String]) -> Int32 {
    do throws(Diagnostic) {
      let action = try action(words)
      if action == .serve { return try serve(Array(words.dropFirst())) }
      try carryOut(action, Array(words.dropFirst()))
      composition.streams.flush()
      return ExitCode.success.rawValue
    } catch {
      return Runner(composition: composition).end(with: error)
    }
  }

  private func action(_ words: [String]) throws(Diagnostic) -> Action {
    let names = Action.allCases.map(\.rawValue)
    if let action = words.first.flatMap(Action.init), !action.arguments.contains(words.count - 1) {
      if let option = words.dropFirst().first(where: { $0.hasPrefix("-") }) {
        throw Diagnostic(
          Self.usage, "\(option) stands behind 'offsh sandbox \(action.rawValue)'",
          hint: "options of offsh stand before: offsh \(option) sandbox \(action.rawValue)")
      }
      let count = words.count == 2 ? "1 word" : "\(words.count - 1) words"
      throw Diagnostic(
        Self.usage, "offsh sandbox \(action.rawValue) was given \(count)", hint: action.call)
    }
    guard let word = words.first, let action = Action(rawValue: word) else {
      let given = words.first.map { "not '\($0)'" } ?? "and nothing was given"
      throw Diagnostic(
        Self.usage, "offsh sandbox takes one of \(names.joined(separator: ", ")), \(given)",
        hint: words.first.flatMap { Suggestion.hint(for: $0, among: names) }
          ?? "offsh sandbox path")
    }
    return action
  }

  private var store: SandboxStore {
    SandboxStore(option: options.sandbox?.store, environment: environment)
  }

  private func serve(_ words: [String]) throws(Diagnostic) -> Int32 {
    let tool = ServeTool(
      composition: composition, store: store, environment: environment, network: network,
      interruption: composition.runtime.interruption, termination: termination)
    return try tool.run(words)
  }

  private func carryOut(_ action: Action, _ words: [String]) throws(Diagnostic) {
    switch action {
    case .path:
      try composition.streams.write(store.name + "\n")
    case .seed: try seed(orders(words), store)
    case .addController: try addController(words, to: store)
    case .reset: try reset(store)
    case .serve: break
    }
  }

  private func seed(_ orders: Int?, _ store: SandboxStore) throws(Diagnostic) {
    let request = EffectRequest.file(
      store.name, call: "sandbox seed",
      body: orders.map { "(\($0) more orders with their resources)" }
        ?? "(made with the seeded world if there is none)")
    let total = try composition.runtime.gate.write(request) {
      (passage) throws(Diagnostic) -> Int? in
      try passage.leave { () throws(Diagnostic) -> Int? in
        let sandbox = try store.open()
        guard let orders else { return nil }
        return try sandbox.addOrders(orders)
      }
    }
    if let count = total ?? nil { try composition.streams.write("\(count) orders\n") }
  }

  private func addController(
    _ words: [String], to store: SandboxStore
  ) throws(Diagnostic) {
    let version = words.count > 1 ? words[1] : "3.6.8"
    let request = EffectRequest.file(
      store.name, call: "sandbox add-controller", body: "\(words[0]) (of Juju \(version))")
    _ = try composition.runtime.gate.write(request) { (passage) throws(Diagnostic) in
      let sandbox = try store.open()
      try passage.leave { () throws(Diagnostic) in
        try sandbox.addController(named: words[0], version: version)
      }
    }
  }

  private func reset(_ store: SandboxStore) throws(Diagnostic) {
    let gate = composition.runtime.gate
    let consent = try gate.confirm { () throws(Diagnostic) in
      Confirmation(
        statement: "This empties the sandbox \(store.name): every model, offer and relation in it.")
    }
    let request = EffectRequest.file(
      store.name, effect: .destroy, call: "sandbox reset",
      body: "(every model, offer and relation goes, the seeded world comes back)")
    _ = try gate.destroy(request, consent) { (passage) throws(Diagnostic) in
      let sandbox = try store.open()
      try passage.leave { () throws(Diagnostic) in try sandbox.reset() }
    }
  }

  /// How many orders are to be added at most at once.
  private static let mostOrders = 5_000_000

  /// Reads `--orders N`; nil when nothing was said.
  private func orders(_ words: [String]) throws(Diagnostic) -> Int? {
    let parts = words.flatMap { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    if parts.isEmpty { return nil }
    guard parts.count == 2, parts[0] == "--orders", let count = Int(parts[1]),
      1...Self.mostOrders ~= count
    else {
      throw Diagnostic(
        Self.usage,
        "'\(words.joined(separator: " "))' says nothing to offsh sandbox seed; --orders takes a number "
          + "from 1 to \(Self.mostOrders)", hint: Action.seed.call)
    }
    return count
  }
}
