import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire

/// Removes applications with their units, relations, and offers nobody uses.
///
/// Source: Juju facade `Application`, `DestroyApplication`.
struct RemoveApplication: Command {
  static let name = "remove-application"
  static let group = CommandGroup.applications
  static let summary = "Remove applications with their units and relations"
  static let details = """
    Offers of the application go with it when nobody is connected to them; an application whose \
    offers are in use is not removed.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = ["remove-application wordpress -m consumer"]

  @Argument("The applications", fedBy: "name", missing: "no application specified")
  var applications: [ApplicationName]
  @Switch("Also remove storage that belongs to it") var destroyStorage = false
  @Switch("Go on where something fails") var force = false
  @Switch("With --force: do not wait between the steps") var noWait = false
  @Switch("Do not ask what Juju would ask") var noPrompt = false
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    if noWait, !force { throw .juju(usage: "--no-wait without --force not valid") }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    let consent = try context.confirm { () throws(Diagnostic) in
      confirmation(channel, place)
    }
    let requests = applications.map { application in
      DestroyApplicationRequest(
        applicationTag: .application(application.name),
        destroyStorage: destroyStorage ? true : nil, force: force,
        maxWaitNanoseconds: noWait ? 0 : nil)
    }
    let results = try Applications(on: channel).destroy(requests, consent) ?? []
    var failures: [(index: Int, error: Diagnostic)] = []
    for (index, result) in results.enumerated() {
      if let error = result.error {
        failures.append((index, error.diagnostic(.element)))
      } else {
        report(result.info, applications[index].name, context)
      }
    }
    guard let first = failures.first else { return .nothing }
    throw explained(failures, first, channel, flag: context.flag(for: place))
      .located(at: context.call.span(of: "applications", first.index))
  }

  private func report(
    _ info: DestroyedApplication?, _ name: String, _ context: CommandContext
  ) {
    juju.report(to: context, "will remove application \(name)")
    for unit in info?.destroyedUnits ?? [] {
      juju.report(to: context, "- will remove unit \(unit.tag.id ?? unit.tag.rawValue)")
    }
    for storage in info?.destroyedStorage ?? [] {
      juju.report(to: context, "- will remove storage \(storage.tag.id ?? storage.tag.rawValue)")
    }
    for storage in info?.detachedStorage ?? [] {
      juju.report(to: context, "- will detach storage \(storage.tag.id ?? storage.tag.rawValue)")
    }
  }

  private func explained(
    _ failures: [(index: Int, error: Diagnostic)], _ first: (index: Int, error: Diagnostic),
    _ channel: JujuChannel, flag: String
  ) -> Diagnostic {
    let name = applications[first.index].name
    var hint: String?
    if first.error.id == JujuDiagnostic.notFound {
      hint =
        ModelNames(channel).suggesting(
          application: name, on: first.error,
          forConsumed: { "'remove-saas \($0)\(flag)' takes it away" }
        ).hint
    } else if first.error.message.contains("is used by") {
      hint =
        "'offers --application \(name)\(flag)' lists who is connected; remove those offers first"
    }
    return Diagnostic(
      JujuCommandDiagnostic.removalFailed,
      failures.map {
        "removing application \(applications[$0.index].name) failed: \($0.error.message)"
      }.joined(separator: "\n"), hint: hint, status: first.error.status)
  }

  private func confirmation(_ channel: JujuChannel, _ place: ModelPlace) -> Confirmation {
    let status = attempt { () throws(Diagnostic) in try ModelStatus(on: channel).full() }
    let list = applications.map(\.name).joined(separator: ", ")
    var lines = ["This removes from \(channel.name): \(list)"]
    for application in applications.map(\.name) {
      guard let status, let shown = status.applications[application] else { continue }
      lines += shown.units.keys.sorted(by: NaturalOrder.precedes).map { "  unit \($0)" }
      for relation in ModelRelation.all(in: status, of: place) where relation.hasEnd(application) {
        lines.append(
          "  relation \(relation.relationID): \(relation.provider) \(relation.requirer)")
      }
      for (name, offer) in status.offers.sorted(by: { $0.key < $1.key })
      where offer.applicationName == application {
        lines.append("  offer \(name), \(offer.totalConnectedCount) connected")
      }
    }
    return Confirmation(statement: lines.joined(separator: "\n"))
  }
}
