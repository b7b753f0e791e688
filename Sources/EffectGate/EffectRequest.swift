/// One change on its way to a server or to this machine's own files, as the gate sees it.
package struct EffectRequest: Sendable {
  package let effect: Effect
  /// What it goes to: `foo:admin/default`, a Waldur profile, a file.
  package let target: String
  /// The call in the server's own words: `ApplicationOffers.DestroyOffers`, `POST /api/…/`.
  package let call: String
  /// The body that would go out, without secrets; dry runs and the audit log show it.
  package let body: String
  private let isLocal: Bool

  /// A request to a server.
  package init(effect: Effect, target: String, call: String, body: String) {
    self.init(effect, target, call, body, isLocal: false)
  }

  /// A change of a file of this machine by offsh itself; `call` is the command, `body` says more.
  package static func file(
    _ path: String, effect: Effect = .write, call: String, body: String
  ) -> EffectRequest {
    EffectRequest(effect, path, call, body, isLocal: true)
  }

  private init(_ effect: Effect, _ target: String, _ call: String, _ body: String, isLocal: Bool) {
    self.effect = effect
    self.target = target
    self.call = call
    self.body = body
    self.isLocal = isLocal
  }

  /// What a dry run says in its place.
  var announcement: String {
    isLocal
      ? "would change \(target): \(call) \(body)" : "would send to \(target): \(call) \(body)"
  }
}

/// A question before something is taken away.
package struct Confirmation: Sendable {
  /// What is about to happen, with the resolved target; one line or several.
  package let statement: String
  /// The question itself, without the answer keys: Juju's own `Continue` behind an empty line, or
  /// what a command asks of one of several things.
  package let question: String
  /// What the same command comes to next: with these, one answer may stand for all.
  package internal(set) var following: [String] = []

  /// How many of those that follow are named.
  private static let namedFollowing = 10

  package init(statement: String, question: String = "\nContinue") {
    self.statement = statement
    self.question = question
  }

  /// Everything that is shown, up to where the answer is typed; `keys` are those that may be typed.
  package func text(keys: String) -> String { "\(wholeStatement)\n\(question) \(keys)? " }

  /// What is about to happen, and what the same command comes to next.
  package var wholeStatement: String {
    if following.isEmpty { return statement }
    let named = following.prefix(Self.namedFollowing).joined(separator: ", ")
    let others = following.count - Self.namedFollowing
    return statement + "\n\(following.count) more to follow: \(named)"
      + (others > 0 ? " and \(others) others" : "")
  }
}

/// What a person says to a question.
package enum Decision: Sendable {
  case yes, no
  /// Yes, or no, to what the same command comes to next as well.
  case yesToAll, noToAll
}
