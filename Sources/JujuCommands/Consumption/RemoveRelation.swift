import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire

/// Removes relations, named by their two sides or by their numbers.
///
/// Source: Juju facade `Application`, `DestroyRelation`.
struct RemoveRelation: Command {
  static let name = "remove-relation"
  static let namesElsewhere = ["remove-integration", "destroy-relation", "unrelate"]
  static let group = CommandGroup.consumption
  static let summary = "Remove a relation by its two sides, or relations by their numbers"
  static let details = """
    Works on either side of a relation to an offer, and removes it on both. Juju takes one number \
    at a time; offsh takes several, or one name: an end, or the offer. A name that means several \
    relations is asked about.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "remove-relation wordpress:db mysql -m consumer", "remove-relation 0 -m prod",
    Example("remove-relation mysql -m consumer", "whatever is related to mysql"),
  ]

  @Argument(
    "Two applications, or relations by number, or one by an end or its offer",
    fedBy: "relation-id", missing: "a relation must involve two applications")
  var endpoints: [RelationReference]
  @Switch("Go on where something fails") var force = false
  @Switch("With --force: do not wait between the steps") var noWait = false
  var model = ModelOption()
  var juju = JujuOptions()

  private var numbers: [Int]? {
    let numbers = endpoints.compactMap(\.number)
    return numbers.count == endpoints.count ? numbers : nil
  }

  func check(in runtime: Runtime) throws(Diagnostic) {
    if noWait, !force { throw .juju(usage: "--no-wait without --force not valid") }
    if numbers == nil, endpoints.count > 2 || endpoints.contains(where: { $0.number != nil }) {
      throw .juju(
        usage: "a relation must involve two applications",
        hint: "name both sides of one relation, or the numbers of several")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let session = try context.juju
    if numbers == nil, endpoints.count == 1 {
      try context.runtime.gate.requireSomebodyToAsk()
      let chosen = try RelationChoice(of: place, endpoints, context, at: "endpoints")
        .numbers(of: endpoints)
      let consent =
        if let given = chosen.consent {
          given
        } else {
          try context.confirm { () throws(Diagnostic) in
            confirmation(chosen.relations, relations(session, place))
          }
        }
      try remove(chosen.relations, session.channel(to: place), consent, context)
    } else if let numbers {
      let consent = try context.confirm { () throws(Diagnostic) in
        confirmation(numbers, relations(session, place))
      }
      try remove(numbers, session.channel(to: place), consent, context)
    } else {
      let consent = try context.confirm { () throws(Diagnostic) in
        let relations = relations(session, place)
        try checkEnds(relations, session.channel(to: place), context)
        return confirmation(relations, place)
      }
      try removePair(session, place, consent, context)
    }
    return .nothing
  }

  private func relations(_ session: JujuSession, _ place: ModelPlace) -> ModelRelations? {
    attempt { () throws(Diagnostic) in try ModelRelations(session, of: place) }
  }

  // MARK: Removing

  private func remove(
    _ numbers: [Int], _ channel: JujuChannel, _ consent: Consent, _ context: CommandContext
  ) throws(Diagnostic) {
    for (index, number) in numbers.enumerated() {
      do throws(Diagnostic) {
        try Applications(on: channel).destroyRelation(
          DestroyRelation(
            relationID: number, force: force ? true : nil, maxWaitNanoseconds: noWait ? 0 : nil),
          consent)
      } catch {
        let hint = error.id == JujuDiagnostic.notFound ? "'relations' lists what there is" : nil
        throw error.hinting(hint).located(at: context.call.span(of: "endpoints", index))
      }
    }
  }

  /// Lets the controller find what two names mean, as Juju's own client does.
  private func removePair(
    _ session: JujuSession, _ place: ModelPlace, _ consent: Consent, _ context: CommandContext
  ) throws(Diagnostic) {
    let channel = session.channel(to: place)
    do throws(Diagnostic) {
      try Applications(on: channel).destroyRelation(
        DestroyRelation(
          endpoints: endpoints.map(\.text), force: force ? true : nil,
          maxWaitNanoseconds: noWait ? 0 : nil), consent)
    } catch {
      let isAmbiguous = error.message.contains("ambiguous relation")
      guard isAmbiguous || error.id == JujuDiagnostic.notFound else {
        throw error.located(at: context.call.span(of: "endpoints"))
      }
      let found = relations(session, place)?.between(endpoints[0].text, endpoints[1].text) ?? []
      if found.count == 1 {
        // The offering model knows the other end by another name than the consuming one.
        return try remove([found[0].relationID], channel, consent, context)
      }
      throw explained(error, found, channel, place, context)
    }
  }

  /// Says what there is between the two, or which of the names is wrong.
  private func explained(
    _ error: Diagnostic, _ found: [ModelRelation], _ channel: JujuChannel, _ place: ModelPlace,
    _ context: CommandContext
  ) -> Diagnostic {
    guard found.isEmpty else {
      let flag = context.flag(for: place)
      let lines = found.map { "remove-relation \($0.relationID)\(flag)  # \($0.described)" }
      return error.hinting((["say which:"] + lines).joined(separator: "\n"))
        .located(at: context.call.span)
    }
    let names = endpoints.map { String($0.text.prefix { $0 != ":" }) }
    let missing = names.firstIndex { error.message.contains("application \($0.quoted) not found") }
    guard let missing else {
      return error.hinting("'relations' lists what there is").located(at: context.call.span)
    }
    return ModelNames(channel).suggesting(application: names[missing], on: error)
      .located(at: context.call.span(of: "endpoints", missing))
  }

  // MARK: Asking

  /// Throws what the controller would say of an end that is not there: nobody is asked about that.
  private func checkEnds(
    _ relations: ModelRelations?, _ channel: JujuChannel, _ context: CommandContext
  ) throws(Diagnostic) {
    guard let known = relations?.applications else { return }
    let names = endpoints.map { String($0.text.prefix { $0 != ":" }) }
    guard relations?.between(endpoints[0].text, endpoints[1].text).isEmpty ?? false,
      let missing = names.firstIndex(where: { !known.contains($0) && !$0.hasPrefix("remote-") })
    else { return }
    let error = Diagnostic(
      JujuDiagnostic.notFound, "application \(names[missing].quoted) not found")
    throw ModelNames(channel).suggesting(application: names[missing], on: error)
      .located(at: context.call.span(of: "endpoints", missing))
  }

  private func confirmation(
    _ numbers: [Int], _ relations: ModelRelations?
  ) -> Confirmation {
    var lines = ["This removes on both sides:"]
    for number in numbers {
      let relation = relations?.all.first { $0.relationID == number }
      lines.append("  relation \(relation?.described ?? "\(number)")")
    }
    return Confirmation(statement: lines.joined(separator: "\n"))
  }

  private func confirmation(_ relations: ModelRelations?, _ place: ModelPlace) -> Confirmation {
    let found = relations?.between(endpoints[0].text, endpoints[1].text) ?? []
    guard found.isEmpty else { return confirmation(found.map(\.relationID), relations) }
    let names = endpoints.map(\.text).joined(separator: " and ")
    return Confirmation(
      statement: "This removes the relation between \(names) in \(place.text), on both sides.")
  }
}
