import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Removes consumed offers from a model, with the relations made to them.
///
/// Source: Juju facade `Application`, `DestroyConsumedApplications`.
struct RemoveSaas: Command {
  static let name = "remove-saas"
  static let aliases = ["remove-consumed-application"]
  static let namesElsewhere = ["unconsume"]
  static let group = CommandGroup.consumption
  static let summary = "Remove consumed offers from a model, with their relations"
  static let details = """
    The offers themselves stay; they can be consumed again. --force goes on where the other side \
    does not answer, --no-wait does not wait for it at all.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = ["remove-saas mysql -m consumer"]

  @Argument(
    "The names under which offers were consumed", fedBy: "name",
    missing: "no SAAS application names specified")
  var names: [SaasName]
  @Switch("Go on where something fails") var force = false
  @Switch("With --force: do not wait between the steps") var noWait = false
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    if noWait, !force {
      throw .juju(usage: "--no-wait requires --force", hint: "add --force, or leave --no-wait away")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    let consent = try context.confirm { () throws(Diagnostic) in
      confirmation(channel)
    }
    let requests = names.map { name in
      DestroyConsumedApplicationRequest(
        applicationTag: .application(name.name), force: force ? true : nil,
        maxWaitNanoseconds: noWait ? 0 : nil)
    }
    let results = try Applications(on: channel).destroyConsumed(requests, consent) ?? []
    var failures: [(name: String, index: Int, error: Diagnostic)] = []
    for (index, result) in results.enumerated() {
      if let result { failures.append((names[index].name, index, result)) }
    }
    if let first = failures.first {
      let hinted = ModelNames(channel).suggesting(saas: first.name, on: first.error)
      throw Diagnostic(
        JujuCommandDiagnostic.removalFailed,
        failures.map { "removing SAAS application \($0.name) failed: \($0.error.message)" }
          .joined(separator: "\n"),
        at: context.call.span(of: "names", first.index),
        hint: first.error.id == JujuDiagnostic.notFound ? hinted.hint : first.error.hint,
        status: first.error.status)
    }
    return .nothing
  }

  /// Names what goes with each: who is related to it, as far as that can be seen.
  private func confirmation(_ channel: JujuChannel) -> Confirmation {
    let status = attempt { () throws(Diagnostic) in try ModelStatus(on: channel).full() }
    let list = names.map(\.name).joined(separator: ", ")
    var lines = ["This removes the consumed offers \(list) from \(channel.name)."]
    for name in names {
      guard let saas = status?.remoteApplications[name.name] else { continue }
      lines.append("  \(name.name) (\(saas.offerURL))")
      for relation in status?.relations ?? []
      where relation.endpoints.contains(where: { $0.application == name.name }) {
        lines.append("    relation \(relation.id): \(relation.key)")
      }
    }
    return Confirmation(statement: lines.joined(separator: "\n"))
  }
}
