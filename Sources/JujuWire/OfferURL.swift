/// Where an offer is found: `[source:][user/]model.name[:endpoint]`.
package struct OfferURL: Sendable, Hashable, CustomStringConvertible {
  /// How much of a URL has to be there.
  package enum Mode: Sendable, Hashable {
    /// Model and name.
    case full
    /// Nothing; `foo:` is every offer of the controller foo.
    case partial
  }

  /// The name of a controller; empty means the current one.
  package var source: String
  /// The owner of the model; empty means whoever asks.
  package var user: String
  package var model: String
  /// The offer, with `:endpoint` when the URL has one.
  package var name: String

  package init(source: String = "", user: String = "", model: String, name: String) {
    self.source = source
    self.user = user
    self.model = model
    self.name = name
  }

  /// Reads a URL; throws Juju's words with the place inside the text.
  package static func parse(_ text: String, mode: Mode = .full) throws(TextError) -> OfferURL {
    try OfferURLReader(text).read(mode)
  }

  /// Splits off the controller: with three parts between colons the first is it, with two only when
  /// the second cannot be an endpoint of letters and digits alone.
  package static func splitSource(_ text: String) -> (source: String, rest: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 3:
      return (String(parts[0]), parts[1] + ":" + parts[2])
    case 2 where parts[1].isEmpty || !parts[1].utf8.allSatisfy(isAlphanumeric):
      return (String(parts[0]), String(parts[1]))
    default:
      return ("", text)
    }
  }

  package var hasEndpoint: Bool { name.contains(":") }

  /// The name of the offer alone.
  package var offerName: String { String(name.prefix { $0 != ":" }) }

  /// The endpoint the URL names, if any.
  package var endpoint: String? {
    name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) }
  }

  /// The URL without its source, as the controller that holds the offer knows it.
  package var asLocal: OfferURL {
    OfferURL(user: user, model: model, name: name)
  }

  /// `source:user/model.name`, absent parts left out.
  package var description: String {
    let path = (user.isEmpty ? "" : user + "/") + model + "." + name
    return source.isEmpty ? path : source + ":" + path
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
  }
}

/// Reads one URL and knows where its parts stand.
private struct OfferURLReader {
  private let text: String
  /// What stands behind the source; a suffix of the text.
  private let path: String
  private let source: String

  init(_ text: String) {
    self.text = text
    (source, path) = OfferURL.splitSource(text)
  }

  func read(_ mode: OfferURL.Mode) throws(TextError) -> OfferURL {
    guard !text.hasPrefix(":") else { throw malformed }
    let (user, model, name) = try parts()
    if mode == .full, model.isEmpty { throw missing("model", at: model) }
    if mode == .full, name.isEmpty { throw missing("application", at: name) }
    try check("user name", user, Names.isUser)
    try check("model name", model, Names.isModel)
    try check("application name", name.prefix { $0 != ":" }, Names.isApplication)
    return OfferURL(source: source, user: String(user), model: String(model), name: String(name))
  }

  /// Splits `[/][user/]model[.name]`; a missing name is empty at the end.
  private func parts() throws(TextError) -> (user: Substring, model: Substring, name: Substring) {
    var rest = path[...]
    var user = path[..<path.startIndex]
    if rest.hasPrefix("/") { rest = rest.dropFirst() }
    if let slash = rest.firstIndex(of: "/"), slash != rest.startIndex {
      user = rest[..<slash]
      rest = rest[rest.index(after: slash)...]
    }
    let dot = rest.firstIndex(of: ".") ?? rest.endIndex
    let name = dot == rest.endIndex ? rest[dot...] : rest[rest.index(after: dot)...]
    if rest[..<dot].contains("/") || name.contains("/") { throw malformed }
    return (user, rest[..<dot], name)
  }

  private func check(
    _ what: String, _ part: Substring, _ isValid: (Substring) -> Bool
  ) throws(TextError) {
    guard part.isEmpty || isValid(part) else {
      throw TextError("\(what) \(String(part).quoted) not valid", at: place(of: part))
    }
  }

  private var malformed: TextError {
    TextError(
      "application offer URL has invalid form, must be [<user/]<model>.<appname>: \(text.quoted)",
      at: 0..<text.utf8.count)
  }

  private func missing(_ what: String, at place: Substring) -> TextError {
    TextError("application offer URL is missing \(what)", at: self.place(of: place))
  }

  private func place(of part: Substring) -> Range<Int> {
    let start =
      text.utf8.count - path.utf8.count
      + path.utf8.distance(from: path.startIndex, to: part.startIndex)
    return start..<start + part.utf8.count
  }
}
