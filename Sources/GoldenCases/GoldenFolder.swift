// A folder of data about Juju's own client and controllers, as checks that can be run one by one.
// Three files, each of which may be missing: `cli-golden.json` (what is typed, answered, printed
// and sent), `api-vectors.json` (requests with their answers, frames) and `offer-urls.json` (how
// texts are read). Tests and `scripts/golden` run the same checks.

import JSON
import JujuCommands
import TestSupport

/// One case of a folder.
package struct GoldenCheck: Sendable, CustomStringConvertible {
  /// The file without its ending and the name of the case: `cli-golden offers-yaml`.
  package let description: String
  /// Runs it; empty when all is as it must be.
  package let differences: @Sendable () -> [GoldenDifference]
}

/// A folder with golden cases.
package struct GoldenFolder: Sendable {
  package let path: String
  package private(set) var checks: [GoldenCheck] = []
  /// The files that are not there, or hold no JSON.
  package private(set) var unreadable: [String] = []

  /// Where the cases of the checkout are.
  package static let own = Repository.root + "/Tests/Fixtures/juju"

  package init(_ path: String = Self.own) {
    self.path = path
    read("cli-golden") { root in
      Self.cases("cli-golden", root.member("cases")) { view in
        CommandCase(view).map { golden in (golden.id, { golden.differences() }) }
      } + Self.wraps(root.member("wrap_vectors")?.member("rows"))
    }
    read("api-vectors") { root in
      Self.cases("api-vectors", root.member("vectors")) { view in
        MessageCase(view).map { golden in (golden.id, { golden.differences() }) }
      }
        + Self.cases("api-vectors", root.member("framing")?.member("cases")) { view in
          FrameCase(view).map { golden in (golden.id, { golden.differences() }) }
        }
    }
    read("offer-urls") { root in
      URLCase.Subject.allCases.flatMap { subject in
        Self.cases("offer-urls \(subject.rawValue)", root.member(subject.rawValue)) { view in
          let golden = URLCase(subject, view)
          return (golden.id, { golden.differences() })
        }
      }
    }
  }

  private mutating func read(_ name: String, _ checks: (JSONView) -> [GoldenCheck]) {
    guard let text = Repository.text(of: "\(path)/\(name).json"),
      let buffer = try? JSONBuffer.parse(text)
    else { return unreadable.append("\(name).json") }
    self.checks += checks(buffer.root)
  }

  /// A case that cannot be read counts, and fails.
  private static func cases(
    _ file: String, _ views: JSONView?,
    _ made: (JSONView) -> (String, @Sendable () -> [GoldenDifference])?
  ) -> [GoldenCheck] {
    (views.map { Array($0.elements) } ?? []).enumerated().map { number, view in
      guard let (id, differences) = made(view) else {
        return GoldenCheck(description: "\(file) \(number)") {
          [.init("case", expected: "a case with its input", actual: view.rawText)]
        }
      }
      return GoldenCheck(description: "\(file) \(id)", differences: differences)
    }
  }

  private static func wraps(_ rows: JSONView?) -> [GoldenCheck] {
    cases("cli-golden wrap_vectors", rows) { row in
      guard let text = row.member("text")?.string(), let width = row.member("width")?.int64(),
        let lines = row.member("lines").map({ $0.elements.compactMap { $0.string() } })
      else { return nil }
      return (
        "'\(text)'",
        {
          let actual = WrappedText.lines(text, width: Int(width))
          if actual == lines { return [] }
          return [
            .init(
              "lines", expected: lines.joined(separator: "\n"),
              actual: actual.joined(separator: "\n"))
          ]
        }
      )
    }
  }
}
