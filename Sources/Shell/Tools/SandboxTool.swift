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
      throw Diagnostic(
        Self.usage, "offsh sandbox \(action.rawValue) was given \(words.count - 1) words",
        hint: action.call)
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
      if case .file(let path) = store.store {
        try composition.streams.write(path + "\n")
      } else {
        try composition.streams.write(":memory:\n")
      }
    case .seed:
      let orders = try orders(words)
      let sandbox = try store.open()
      if let orders {
        try composition.streams.write("\(try sandbox.addOrders(orders)) orders\n")
      }
    case .addController:
      try store.open().addController(
        named: words[0], version: words.count > 1 ? words[1] : "3.6.8")
    case .serve: break
    case .reset:
      try composition.runtime.gate.confirm { () throws(Diagnostic) in
        Confirmation(statement: "This empties the sandbox: every model, offer and relation in it.")
      }
      try store.open().reset()
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
