import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Deploys an application from Charmhub.
///
/// Source: Juju facade `Application`, `DeployFromRepository`.
struct Deploy: Command {
  static let name = "deploy"
  static let group = CommandGroup.applications
  static let summary = "Deploy an application from Charmhub"
  static let details = """
    As far as runbooks about offers need it: charms of Charmhub. Local charms and bundles are \
    deployed with Juju's own client.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["name", "charm", "revision", "channel", "base"])
  static let examples: [Example] = ["deploy mysql", "deploy mysql db -n 3 --channel 8.0/stable"]

  @Argument("The charm", missing: "no charm or bundle specified") var charm: CharmReference
  @Argument("The application; the charm's name when left away")
  var application: ApplicationName?
  @Flag("How many units", short: "n", name: "num-units", label: "COUNT") var units: Int?
  @Flag("The channel, as in 8.0/stable") var channel: String?
  @Flag("The revision of the charm") var revision: Int?
  @Flag("The operating system, as in ubuntu@22.04") var base: BaseName?
  @Flag("Settings of the charm, key=value") var config: [KeyValue]
  @Flag("What machines must have, as in \"mem=4G cores=2\"") var constraints: ConstraintsText?
  @Flag("Where units go, as in 0,lxd:1") var to: PlacementList?
  @Switch("Let the application use the cloud's credentials") var trust = false
  @Switch("Deploy although the charm does not support the base") var force = false
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    if let units, units < 0 { throw .juju(usage: "--num-units must be a positive integer") }
    if revision != nil, channel == nil {
      throw .juju(
        usage: "when using --revision option, you must also use --channel option",
        hint: "the channel is where later updates come from")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let channel = try context.juju.channel(to: place)
    let deployed: DeployedApplication?
    do throws(Diagnostic) {
      deployed = try Applications(on: channel).deploy(argument())
    } catch {
      let isTaken = error.id == JujuDiagnostic.alreadyExists
      let isUnknown =
        error.id == JujuDiagnostic.notFound && error.message.hasPrefix("resolving charm ")
      let explained =
        isUnknown
        ? ModelNames(channel).suggesting(
          charm: charm.name, on: error,
          offers: Offers(on: try context.juju.channel(to: place.controller))) : error
      throw explained.hinting(isTaken ? "give it another name: deploy \(charm.name) NAME" : nil)
        .located(at: context.call.span(of: isTaken && application != nil ? "application" : "charm"))
    }
    guard let deployed else { return .nothing }
    let name = application?.name ?? (deployed.name.isEmpty ? charm.name : deployed.name)
    let base = deployed.base.map { "\($0.name)@\($0.channel)" } ?? ""
    juju.report(
      to: context,
      "Deployed \(name.quoted) from charm-hub charm \(charm.name.quoted), "
        + "revision \(deployed.revision) in channel \(deployed.channel)"
        + (base.isEmpty ? "" : " on \(base)"))
    return .silent(
      .record(
        Record([
          "name": .string(name), "charm": .string(charm.name),
          "revision": .int(deployed.revision), "channel": .string(deployed.channel),
          "base": .string(base),
        ])))
  }

  private func argument() throws(Diagnostic) -> DeployFromRepositoryArgument {
    let name = application?.name ?? charm.name
    var yaml = ""
    if !config.isEmpty {
      let settings = Record(
        Shape(config.map(\.key)), config.map { .string($0.text) })
      yaml = try YAMLWriter.text(.record(Record(Shape([name]), [.record(settings)])))
    }
    return DeployFromRepositoryArgument(
      charmName: charm.name, applicationName: application?.name ?? "", base: base?.base,
      channel: channel, configYAML: yaml, constraints: constraints?.constraints ?? Constraints(),
      force: force ? true : nil, unitCount: units, placement: to?.placements ?? [],
      revision: revision, trust: trust)
  }
}
