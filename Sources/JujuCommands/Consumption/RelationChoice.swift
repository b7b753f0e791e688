import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// A relation as a command line names it: its number, or a name that has to be looked up.
///
/// Juju itself takes numbers only.
struct RelationReference: ParameterValue {
  let text: String

  static let typeName = "relation"
  static let expectation =
    "a relation's number, one of its ends such as mysql:db, or the offer it was made to"
  static var candidates: CandidateSource? { .relationID }

  static func parse(_ text: String) throws(ParameterError) -> RelationReference {
    let reference = RelationReference(text: text)
    if reference.number != nil || reference.isName { return reference }
    throw ParameterError(
      "relation ID \(text.quoted) not valid",
      hint: "'relations' and 'offers' list the numbers; an end such as mysql:db is a name, too")
  }

  /// The number, when it is one.
  var number: Int? { Int(text).flatMap { $0 >= 0 && text.first != "+" ? $0 : nil } }

  private var isName: Bool {
    guard Int(text) == nil else { return false }
    return (try? ApplicationEndpoint.parse(text)) != nil || (try? OfferURL.parse(text)) != nil
  }

  var value: Value { number.map { .int($0) } ?? .string(text) }
}

/// Finds the relations that somebody means. A name that means several is shown with all of them,
/// and each is asked about: nothing is guessed.
struct RelationChoice {
  private let relations: ModelRelations
  private let context: CommandContext
  private let parameter: String

  /// Reads the relations of a model to find the first of `references` that is a name; `parameter`
  /// is where they stand in the call.
  ///
  /// Throws Juju's own words for a name when the controller does not say what there is.
  init(
    of place: ModelPlace, _ references: [RelationReference], _ context: CommandContext,
    at parameter: String
  ) throws(Diagnostic) {
    self.context = context
    self.parameter = parameter
    do throws(Diagnostic) {
      relations = try ModelRelations(context.juju, of: place)
    } catch {
      let index = references.firstIndex { $0.number == nil } ?? 0
      guard error.exitCode == .failure, !references.isEmpty else { throw error }
      throw context.usage(
        "relation ID \(references[index].text.quoted) not valid", at: parameter, index,
        hint: "names could not be looked up: \(error.message)")
    }
  }

  struct Chosen {
    var relations: [Int] = []
    /// What was given when somebody said yes to each.
    var consent: Consent?
  }

  /// Returns the numbers of the relations. Two names are the two ends of one where there is such a
  /// relation; else each is looked up for itself.
  ///
  /// Throws `juju.bad-arguments` for a name without a relation, `juju.ambiguous-name` where one
  /// means several and there is nobody to ask, `gate.declined` when none was wanted.
  func numbers(of references: [RelationReference]) throws(Diagnostic) -> Chosen {
    if references.count == 2, references.allSatisfy({ $0.number == nil }) {
      let found = relations.between(references[0].text, references[1].text)
      if !found.isEmpty {
        return try chosen(found, "\(references[0].text) \(references[1].text)", 0)
      }
    }
    var chosen = Chosen()
    for (index, reference) in references.enumerated() {
      let more =
        if let number = reference.number {
          Chosen(relations: [number])
        } else {
          try self.chosen(relations.named(reference.text), reference.text, index)
        }
      chosen.relations += more.relations.filter { !chosen.relations.contains($0) }
      chosen.consent = references.count == 1 ? more.consent : nil
    }
    return chosen
  }

  private func chosen(
    _ found: [ModelRelation], _ name: String, _ index: Int
  ) throws(Diagnostic) -> Chosen {
    guard let first = found.first else { throw unknown(name, index) }
    guard found.count > 1 else { return Chosen(relations: [first.relationID]) }
    let count = "\(name) names \(found.count) relations of \(relations.place.text)"
    var chosen = Chosen()
    for relation in found {
      let question = Confirmation(
        statement: (relation.relationID == first.relationID ? count + "\n" : "")
          + "  " + relation.described,
        question: "\(context.call.name) \(relation.relationID)")
      switch try context.runtime.gate.ask(question) {
      case .yes(let consent):
        chosen.relations.append(relation.relationID)
        chosen.consent = consent
      case .no: break
      case .nobody: throw ambiguous(count, found, index)
      }
    }
    guard !chosen.relations.isEmpty else { throw EffectGate.declined }
    return chosen
  }

  private func ambiguous(
    _ count: String, _ found: [ModelRelation], _ index: Int
  ) -> Diagnostic {
    let flag = context.flag(for: relations.place)
    let lines = found.map { "\(context.call.name) \($0.relationID)\(flag)  # \($0.described)" }
    return Diagnostic(
      JujuCommandDiagnostic.ambiguousName, count, at: context.call.span(of: parameter, index),
      hint: (["say which:"] + lines).joined(separator: "\n"))
  }

  private func unknown(_ name: String, _ index: Int) -> Diagnostic {
    let names = relations.all.flatMap { [$0.provider, $0.requirer, $0.offerName ?? ""] }
    let known = Set(names + names.map { String($0.prefix { $0 != ":" }) }).filter { !$0.isEmpty }
    return context.usage(
      "relation ID \(name.quoted) not valid", at: parameter, index,
      hint: Suggestion.hint(for: name, among: known.sorted())
        ?? "no relation of \(relations.place.text) has that name: 'relations' lists what there is")
  }
}
