import Diagnostics
import EffectGate
import Sandbox

/// `offsh sandbox path|reset|seed|serve`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage,
    """
    'offsh sandbox path' prints where the sandbox keeps its state, 'reset' empties it and begins \
    again with the seeded world, 'seed' makes the file if there is none, 'serve' opens ports for \
    other programs.
    """)

  let composition: Composition
  let options: Options
  let environment: [String: String]
  let network: any Network
  let termination: Termination

  private enum Action: String, CaseIterable { case path, reset, seed, serve }

  func run(_ words: [String]) -> Int32 {
    do throws(Diagnostic) {
      let action = try action(words)
      if action == .serve { return try serve(Array(words.dropFirst())) }
      try carryOut(action)
      composition.streams.flush()
      return ExitCode.success.rawValue
    } catch {
      return Runner(composition: composition).end(with: error)
    }
  }

  private func action(_ words: [String]) throws(Diagnostic) -> Action {
    let names = Action.allCases.map(\.rawValue)
    if words.first == Action.serve.rawValue { return .serve }
    guard words.count == 1, let word = words.first, let action = Action(rawValue: word) else {
      let given = words.first.map { "not '\($0)'" } ?? "and nothing was given"
      throw Diagnostic(
        Self.usage, "offsh sandbox takes one of \(names.joined(separator: ", ")), \(given)",
        hint: words.first.flatMap { Suggestion.hint(for: $0, among: names) }
          ?? "offsh sandbox path")
    }
    return action
  }

  private var store: SandboxStore {
    SandboxStore(option: options.sandbox, environment: environment)
  }

  private func serve(_ words: [String]) throws(Diagnostic) -> Int32 {
    let tool = ServeTool(
      composition: composition, store: store, environment: environment, network: network,
      interruption: composition.runtime.interruption, termination: termination)
    return try tool.run(words)
  }

  private func carryOut(_ action: Action) throws(Diagnostic) {
    switch action {
    case .path:
      if case .file(let path) = store.store {
        try composition.streams.write(path + "\n")
      } else {
        try composition.streams.write(":memory:\n")
      }
    case .seed: _ = try store.open()
    case .serve: break
    case .reset:
      try composition.runtime.gate.confirm { () throws(Diagnostic) in
        Confirmation(statement: "This empties the sandbox: every model, offer and relation in it.")
      }
      try store.open().reset()
    }
  }
}
