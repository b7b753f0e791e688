import Diagnostics

/// `offsh sandbox path|reset|seed`: looks after the embedded sandbox.
struct SandboxTool {
  static let usage = DiagnosticID(
    "sandbox.usage", .usage, "'offsh sandbox' takes path, reset or seed.")

  let composition: Composition

  func run(_ words: [String]) -> Int32 {
    let runner = Runner(composition: composition)
    return runner.end(
      with: Diagnostic(Self.usage, "offsh sandbox takes path, reset or seed"))
  }
}
