import CommandKit
import Diagnostics
import JujuClient

extension Diagnostic {
  /// The first of several things that was refused; 0 where there was one, or nobody says.
  var refusedIndex: Int { (self.payload as? RefusedChanges)?.indices.first ?? 0 }

  /// Returns the error at what was refused of the things that a parameter names, and says with which
  /// of them it was done all the same. `done` is the word for that, `removed`.
  func refused(
    of names: [String], at parameter: String, _ done: String, _ context: CommandContext
  ) -> Diagnostic {
    var error = self
    let indices = (self.payload as? RefusedChanges)?.indices ?? []
    error.labels += indices.dropFirst().compactMap { index in
      context.call.span(of: parameter, index).map { Label($0, "refused, too") }
    }
    let carriedOut = names.indices.filter { !indices.contains($0) }.map { names[$0] }
    if !indices.isEmpty, !carriedOut.isEmpty {
      let rest = "\(done) all the same: \(carriedOut.joined(separator: ", "))"
      error.hint = error.hint.map { "\($0)\n\(rest)" } ?? rest
    }
    return error.located(at: context.call.span(of: parameter, refusedIndex))
  }
}
