import Diagnostics
import EffectGate
import Sandbox

/// `offsh sandbox path|reset|seed|add-controller|serve`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage,
    """
    'offsh sandbox path' prints where the sandbox keeps its state, 'reset' empties it and begins \
    again with the seeded world, 'seed' makes the file if there is none. 'add-controller NAME' adds a \
    controller with an empty model; a second word is the version of Juju it runs. 'serve' opens \
    ports for other programs.
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
      case .serve: 0...Int.max
      case .path, .reset, .seed: 0...0
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
        hint: action == .addController
          ? "offsh sandbox add-controller NAME 3.6.8" : "offsh sandbox \(action.rawValue)")
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
    case .seed: _ = try store.open()
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
}
