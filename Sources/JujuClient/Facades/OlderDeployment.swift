package import Diagnostics
package import JujuWire

/// Deploying where the controller does not look up charms by itself (before Juju 3.3): find the
/// charm, have the controller fetch it, then deploy it.
///
/// Source: Juju facades `Charms` 5 to 7, `Application` 15 to 18.
package struct OlderDeployment: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Carries out what `DeployFromRepository` would; nil when a dry run only reported it.
  package func deploy(
    _ argument: DeployFromRepositoryArgument
  ) throws(Diagnostic) -> DeployedApplication? {
    let found = try resolve(argument)
    var origin = found.charmOrigin
    origin.base = argument.base ?? origin.base ?? found.supportedBases.first
    let isForced = argument.force ?? false
    let added = try channel.write(
      CharmsFacade.add,
      AddCharmWithOrigin(url: found.url, charmOrigin: origin, force: isForced))
    if let error = added?.error { throw error.diagnostic(.element) }
    // In a dry run nothing was fetched, and the rest can still be shown.
    if let added { origin = added.charmOrigin }
    let name = argument.applicationName.isEmpty ? argument.charmName : argument.applicationName
    let isSubordinate = added == nil ? false : try isSubordinate(found.url)
    let answer = try channel.write(
      ApplicationFacade.deploy,
      ApplicationsDeploy(applications: [
        ApplicationDeploy(
          application: name, charmURL: found.url, charmOrigin: origin,
          channel: Self.channelText(origin), unitCount: isSubordinate ? 0 : argument.unitCount ?? 1,
          configYAML: argument.configYAML, constraints: argument.constraints,
          placement: argument.placement.isEmpty ? nil : argument.placement, force: isForced)
      ]))
    try answer?.check()
    guard answer != nil else { return nil }
    return DeployedApplication(
      name: name, architecture: origin.architecture ?? "", base: origin.base,
      channel: Self.channelText(origin), revision: origin.revision ?? 0)
  }

  private func resolve(
    _ argument: DeployFromRepositoryArgument
  ) throws(Diagnostic) -> ResolveCharmWithChannelResult {
    let (track, risk, branch) = Self.parts(of: argument.channel ?? "")
    let origin = CharmOrigin(
      source: "charm-hub", type: "charm", risk: risk, revision: argument.revision, track: track,
      branch: branch, architecture: argument.constraints.architecture ?? "amd64",
      base: argument.base)
    let results = try channel.read(
      CharmsFacade.resolve,
      ResolveCharmsWithChannel(resolve: [
        ResolveCharmWithChannel(reference: "ch:" + argument.charmName, charmOrigin: origin)
      ])
    ).results
    try results.checkCount(1)
    if let error = results[0].error { throw error.diagnostic(.element) }
    return results[0]
  }

  /// Subordinates get their units from what they are related to.
  private func isSubordinate(_ url: String) throws(Diagnostic) -> Bool {
    try channel.read(CharmsFacade.charmInfo, CharmURL(url: url)).meta?.subordinate ?? false
  }

  /// Splits `[track/]risk[/branch]`.
  static func parts(of channel: String) -> (track: String?, risk: String?, branch: String?) {
    let risks = ["stable", "candidate", "beta", "edge"]
    var parts = channel.split(separator: "/").map(String.init)[...]
    var track: String?
    if let first = parts.first, !risks.contains(first) { track = parts.removeFirst() }
    let risk = parts.popFirst()
    return (track, risk ?? (track == nil ? nil : "stable"), parts.first)
  }

  private static func channelText(_ origin: CharmOrigin) -> String {
    [origin.track, origin.risk, origin.branch].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: "/")
  }
}
