import Diagnostics

/// `offsh explain ID`: says more about a diagnostic.
struct ExplainTool {
  let composition: Composition

  func run(_ words: [String]) -> Int32 {
    let runner = Runner(composition: composition)
    do throws(Diagnostic) {
      for id in try wanted(words) {
        try composition.streams.write(
          "\(id.name)  (exit \(id.exitCode.rawValue))\n\n\(id.explanation)\n")
      }
      return ExitCode.success.rawValue
    } catch {
      return runner.end(with: error)
    }
  }

  private func wanted(_ words: [String]) throws(Diagnostic) -> [DiagnosticID] {
    let known = DiagnosticCatalogue.all
    guard !words.isEmpty else {
      try composition.streams.write(
        known.map(\.name).sorted().joined(separator: "\n") + "\n")
      return []
    }
    var found: [DiagnosticID] = []
    for word in words {
      guard let id = known.first(where: { $0.name == word }) else {
        throw Diagnostic(
          DiagnosticCatalogue.unknown, "there is no diagnostic '\(word)'",
          hint: Suggestion.hint(for: word, among: known.map(\.name))
            ?? "offsh explain lists them all")
      }
      found.append(id)
    }
    return found
  }
}
