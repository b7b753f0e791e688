import Diagnostics
import EffectGate
import Sandbox

/// `offsh sandbox path|reset|seed|add-controller`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage,
    """
    'offsh sandbox path' prints where the sandbox keeps its state, 'reset' empties it and begins \
    again with the seeded world, 'seed' makes the file if there is none. 'add-controller NAME' adds a \
    controller with an empty model; a second word is the version of Juju it runs.
    """)

  let composition: Composition
  let options: Options
  let environment: [String: String]

  private enum Action: String, CaseIterable {
    case path, reset, seed
    case addController = "add-controller"

    /// How many words may stand behind it.
    var arguments: ClosedRange<Int> { self == .addController ? 1...2 : 0...0 }
  }

  func run(_ words: [String]) -> Int32 {
    do throws(Diagnostic) {
      try carryOut(action(words), Array(words.dropFirst()))
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

  private func carryOut(_ action: Action, _ words: [String]) throws(Diagnostic) {
    let store = SandboxStore(option: options.sandbox?.store, environment: environment)
    switch action {
    case .path:
      try composition.streams.write(store.name + "\n")
    case .seed:
      let request = EffectRequest.file(
        store.name, call: "sandbox seed", body: "(made with the seeded world if there is none)")
      _ = try composition.runtime.gate.write(request) { (passage) throws(Diagnostic) in
        try passage.leave { () throws(Diagnostic) in _ = try store.open() }
      }
    case .addController: try addController(words, to: store)
    case .reset: try reset(store)
    }
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
}
