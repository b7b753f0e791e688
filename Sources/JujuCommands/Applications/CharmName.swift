/// The parts of a charm's URL, `ch:amd64/jammy/mysql-313`.
struct CharmName: Sendable, Hashable {
  let name: String
  let revision: Int?
  /// `ch`, `local`; empty when the URL has none.
  let schema: String

  init(url: String) {
    let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    schema = parts.count == 2 ? String(parts[0]) : ""
    let last = (parts.last ?? "").split(separator: "/").last ?? ""
    guard let dash = last.lastIndex(of: "-"), let number = Int(last[last.index(after: dash)...])
    else {
      name = String(last)
      revision = nil
      return
    }
    name = String(last[..<dash])
    revision = number
  }

  /// Where the charm comes from, in the word of Juju's documents.
  var origin: String { schema == "local" ? "local" : "charmhub" }
}
