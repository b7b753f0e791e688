import Diagnostics
import EffectGate
import Sandbox

/// `offsh sandbox path|reset|seed`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage,
    """
    'offsh sandbox path' prints where the sandbox keeps its state, 'reset' empties it and begins \
    again with the seeded world, 'seed' makes the file if there is none.
    """)

  let composition: Composition
  let options: Options
  let environment: [String: String]

  private enum Action: String, CaseIterable { case path, reset, seed }

  func run(_ words: [String]) -> Int32 {
    do throws(Diagnostic) {
      try carryOut(action(words))
      composition.streams.flush()
      return ExitCode.success.rawValue
    } catch {
      return Runner(composition: composition).end(with: error)
    }
  }

  private func action(_ words: [String]) throws(Diagnostic) -> Action {
    let names = Action.allCases.map(\.rawValue)
    guard words.count == 1, let word = words.first, let action = Action(rawValue: word) else {
      let given = words.first.map { "not '\($0)'" } ?? "and nothing was given"
      throw Diagnostic(
        Self.usage, "offsh sandbox takes one of \(names.joined(separator: ", ")), \(given)",
        hint: words.first.flatMap { Suggestion.hint(for: $0, among: names) }
          ?? "offsh sandbox path")
    }
    return action
  }

  private func carryOut(_ action: Action) throws(Diagnostic) {
    let store = SandboxStore(option: options.sandbox, environment: environment)
    switch action {
    case .path:
      try composition.streams.write(store.name + "\n")
    case .seed:
      let request = EffectRequest.file(
        store.name, call: "sandbox seed", body: "(made with the seeded world if there is none)")
      _ = try composition.runtime.gate.write(request) { (passage) throws(Diagnostic) in
        try passage.leave { () throws(Diagnostic) in _ = try store.open() }
      }
    case .reset: try reset(store)
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
}
