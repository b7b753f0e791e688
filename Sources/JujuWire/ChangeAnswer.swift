/// The answer of a method that changes something: it says itself what became of each change.
///
/// Each such type says so; there is no default that a new one could forget to overrule.
package protocol ChangeAnswer: Codable, Sendable {
  /// Why each thing was refused, or nil where it was done, in the order of the arguments; nil
  /// altogether for a method that does one thing and refuses it with an error of the whole call.
  var refusals: [WireError?]? { get }
}

extension Empty: ChangeAnswer {
  package var refusals: [WireError?]? { nil }
}

extension ModelInfo: ChangeAnswer {
  package var refusals: [WireError?]? { nil }
}

extension AddRelationResults: ChangeAnswer {
  package var refusals: [WireError?]? { nil }
}

extension CharmOriginResult: ChangeAnswer {
  package var refusals: [WireError?]? { [error] }
}

extension ErrorResults: ChangeAnswer {
  package var refusals: [WireError?]? { results.map(\.error) }
}

extension DestroyApplicationResults: ChangeAnswer {
  package var refusals: [WireError?]? { results.map(\.error) }
}

extension AddUserResults: ChangeAnswer {
  package var refusals: [WireError?]? { results.map(\.error) }
}

extension DeployFromRepositoryResults: ChangeAnswer {
  package var refusals: [WireError?]? { results.map(\.errors.first) }
}
