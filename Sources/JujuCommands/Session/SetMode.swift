import CommandKit
import Diagnostics
import EffectGate
import Values

/// Chooses what happens to requests that would change something.
struct SetMode: Command {
  static let name = "set-mode"
  static let group = CommandGroup.shell
  static let summary = "Choose whether writes are sent, only reported, or refused"
  static let details = """
    live sends them; dry-run reports what would have been sent and sends no write; read-only \
    refuses them. Without argument the mode is shown.
    """
  static let result = ResultShape.text
  static let examples: [Example] = ["set-mode dry-run", "set-mode live", "set-mode"]

  @Argument("live, dry-run or read-only") var mode: GateMode?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let gate = context.runtime.gate
    guard let mode else { return .text(gate.mode.rawValue) }
    try gate.setMode(mode.mode)
    return .nothing
  }
}

/// A mode of the gate as a parameter.
enum GateMode: String, ChoiceParameter {
  case live
  case dryRun = "dry-run"
  case readOnly = "read-only"

  static let typeName = "mode"

  var mode: EffectGate.Mode {
    switch self {
    case .live: .live
    case .dryRun: .dryRun
    case .readOnly: .readOnly
    }
  }

  var value: Value { .string(rawValue) }
}
