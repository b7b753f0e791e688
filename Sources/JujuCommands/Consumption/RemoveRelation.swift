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
  static let group = CommandGroup.consumption
  static let summary = "Remove a relation by its two sides, or relations by their numbers"
  static let details = """
    Works on either side of a relation to an offer, and removes it on both. Juju takes one number \
    at a time; offsh takes several.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "remove-relation wordpress:db mysql -m consumer", "remove-relation 0 -m prod",
  ]

  @Argument(
    "Two applications, or numbers of relations", fedBy: "relation-id",
    missing: "a relation must involve two applications")
  var endpoints: [RelationEnd]
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
    guard numbers == nil else { return }
    if endpoints.count == 1 {
      throw .juju(
        usage: "relation ID \"\(endpoints[0].text)\" not valid",
        hint: "name both sides, or the number that 'relations' lists")
    }
    if endpoints.count != 2 || endpoints.contains(where: { $0.number != nil }) {
      throw .juju(usage: "a relation must involve two applications")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    try context.runtime.gate.confirm { () throws(Diagnostic) in confirmation(channel, place) }
    if let numbers {
      for (index, number) in numbers.enumerated() {
        try remove(request(number), channel, index, context)
      }
    } else {
      try remove(request(endpoints.map(\.text)), channel, 0, context)
    }
    return .nothing
  }

  private func request(_ number: Int) -> DestroyRelation {
    DestroyRelation(
      relationID: number, force: force ? true : nil, maxWaitNanoseconds: noWait ? 0 : nil)
  }

  private func request(_ names: [String]) -> DestroyRelation {
    DestroyRelation(
      endpoints: names, force: force ? true : nil, maxWaitNanoseconds: noWait ? 0 : nil)
  }

  private func remove(
    _ request: DestroyRelation, _ channel: JujuChannel, _ index: Int, _ context: CommandContext
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      try Applications(on: channel).destroyRelation(request)
    } catch {
      let hint = error.id == JujuDiagnostic.notFound ? "'relations' lists what there is" : nil
      throw error.hinting(hint).located(at: context.call.span(of: "endpoints", index))
    }
  }

  private func confirmation(_ channel: JujuChannel, _ place: ModelPlace) -> Confirmation {
    let status = attempt { () throws(Diagnostic) in try ModelStatus(on: channel).full() }
    let relations = status.map { ModelRelation.all(in: $0, of: place) } ?? []
    guard let numbers else {
      let names = endpoints.map(\.text).joined(separator: " and ")
      return Confirmation(
        statement: "This removes the relation between \(names) in \(channel.name), on both sides.")
    }
    var lines = ["This removes from \(channel.name), on both sides:"]
    for number in numbers {
      let relation = relations.first { $0.relationID == number }
      let sides = relation.map { ": \($0.provider) \($0.requirer)" } ?? ""
      lines.append("  relation \(number)\(sides)")
    }
    return Confirmation(statement: lines.joined(separator: "\n"))
  }
}
