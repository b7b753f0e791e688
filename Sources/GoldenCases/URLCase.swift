package import JSON
import JujuWire

/// How Juju reads one text that names an offer, an endpoint, or what to offer.
package struct URLCase: Sendable {
  /// What the text is read as.
  package enum Subject: String, Sendable, CaseIterable {
    case url = "vectors"
    case source = "split_vectors"
    case localEndpoint = "local_endpoint_vectors"
    case offer = "offer_spec_vectors"
    /// Not read but written: an URL from its parts.
    case making = "make"
    case local = "as_local"
  }

  private let subject: Subject
  private let vector: JSONView

  package init(_ subject: Subject, _ vector: JSONView) {
    self.subject = subject
    self.vector = vector
  }

  package var id: String { input.isEmpty ? text("string") : input }

  private var input: String { text("input") }

  private func text(_ names: String...) -> String {
    var view: JSONView? = vector
    for name in names { view = view?.member(name) }
    return view?.string() ?? ""
  }

  /// Returns where our reading differs.
  package func differences() -> [GoldenDifference] {
    var expected = self.expected
    var actual: [String: String]
    do throws(TextError) {
      actual = try read()
    } catch {
      actual = ["error": error.message]
      if error.range.upperBound > input.utf8.count { actual["place"] = "\(error.range)" }
    }
    // A vector tells what it is about; what it leaves out may be anything, but for an error.
    if expected["error"] == nil, actual["error"] == nil {
      actual = actual.filter { expected[$0.key] != nil }
    }
    if expected["endpoint"] == nil { expected["endpoint"] = actual["endpoint"] }
    return (expected == actual)
      ? [] : [.init("reading", expected: Self.lines(expected), actual: Self.lines(actual))]
  }

  private var expected: [String: String] {
    var expected: [String: String] = [:]
    for name in ["error", "string", "source", "rest"] where vector.member(name) != nil {
      // Where an URL is made, its source goes in.
      if subject != .making || name == "string" { expected[name] = text(name) }
    }
    if let isThere = vector.member("has_endpoint")?.bool() {
      expected["has_endpoint"] = "\(isThere)"
    }
    for part in vector.member("parts").map({ Array($0.members) }) ?? [] {
      expected[part.name] =
        part.value.string()
        ?? part.value.elements.compactMap { $0.string() }.joined(separator: ",")
    }
    return expected
  }

  private func read() throws(TextError) -> [String: String] {
    switch subject {
    case .url:
      let url = try OfferURL.parse(input, mode: text("mode") == "partial" ? .partial : .full)
      return [
        "source": url.source, "user": url.user, "model": url.model, "name": url.name,
        "has_endpoint": "\(url.hasEndpoint)", "string": url.description,
      ]
    case .source:
      let (source, rest) = OfferURL.splitSource(input)
      return ["source": source, "rest": rest]
    case .localEndpoint:
      let end = try ApplicationEndpoint.parse(input)
      return ["application": end.application, "endpoint": end.endpoint ?? ""]
    case .offer:
      let offer = try OfferSpecification.parse(input)
      return [
        "model": offer.model, "application": offer.application,
        "endpoints": offer.endpoints.joined(separator: ","),
      ]
    case .making:
      let url = OfferURL(
        source: text("source"), user: text("user"), model: text("model"), name: text("name"))
      return ["string": url.description]
    case .local:
      return ["string": try OfferURL.parse(input).asLocal.description]
    }
  }

  private static func lines(_ parts: [String: String]) -> String {
    parts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
  }
}
