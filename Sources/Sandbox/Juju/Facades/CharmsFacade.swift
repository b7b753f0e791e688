import JSON
import JujuWire

extension ServedFacade {
  /// What can be deployed.
  static let charms = ServedFacade(
    CharmsFacade.facade,
    [
      ServedMethod(CharmsFacade.resolve) { call, parameters in
        _ = try call.connectedModel(for: .read)
        return ResolveCharmWithChannelResults(
          results: try call.each(
            parameters.resolve, { try call.resolve($0) },
            failed: {
              ResolveCharmWithChannelResult(url: "", charmOrigin: CharmOrigin(), error: $0)
            }))
      },
      ServedMethod(CharmsFacade.add) { call, parameters in
        _ = try call.connectedModel(for: .write)
        _ = try call.charm(CharmCatalogue.parse(parameters.url).name)
        return CharmOriginResult(charmOrigin: parameters.charmOrigin)
      },
      ServedMethod(CharmsFacade.charmInfo) { try $0.charmInfo($1) },
    ])

  /// Files that come with charms: the sandbox's have none.
  static let resources = ServedFacade(
    ResourcesFacade.facade,
    [
      ServedMethod(ResourcesFacade.addPending) { call, parameters in
        _ = try call.connectedModel(for: .write)
        return AddPendingResourcesResult(
          pendingIDs: try parameters.resources.map { _ in try call.state.identifiers.uuid() })
      },
      ServedMethod(ResourcesFacade.list) { call, parameters in
        _ = try call.connectedModel(for: .read)
        return ResourcesResults(results: parameters.entities.map { _ in ResourcesResult() })
      },
    ])
}

extension Call {
  fileprivate func resolve(
    _ argument: ResolveCharmWithChannel
  ) throws -> ResolveCharmWithChannelResult {
    let (name, revision) = CharmCatalogue.parse(argument.reference)
    let charm = try charm(name)
    let wanted = argument.charmOrigin
    let channel = wantedChannel(wanted, of: charm).split(separator: "/").map(String.init)
    let asked = wanted.base?.channel.split(separator: "/").first.map(String.init) ?? ""
    let base = asked.isEmpty ? charm.baseChannel : asked
    let chosen = OSBase(name: "ubuntu", channel: base + "/stable")
    let number = wanted.revision ?? revision ?? charm.revision
    return ResolveCharmWithChannelResult(
      url: CharmCatalogue.url(of: name, revision: number, baseChannel: base, on: controller),
      charmOrigin: CharmOrigin(
        source: "charm-hub", type: "charm", id: Seal.digest([name]), hash: "",
        risk: channel.last, revision: number, track: channel.first, architecture: "amd64",
        base: chosen, instanceKey: ""),
      supportedBases: [chosen], supportedSeries: [CharmCatalogue.seriesName(of: base)])
  }

  /// Clients ask for `latest/stable` when nothing was said: that is the charm's own channel.
  private func wantedChannel(_ origin: CharmOrigin, of charm: CharmDefinition) -> String {
    let track = origin.track ?? ""
    let risk = origin.risk ?? ""
    if track.isEmpty || track == "latest" {
      return CharmCatalogue.channel(risk.isEmpty ? "stable" : risk, of: charm)
    }
    return "\(track)/\(risk.isEmpty ? "stable" : risk)"
  }

  fileprivate func charmInfo(_ argument: CharmURL) throws -> Charm {
    _ = try connectedModel(for: .read)
    let (name, revision) = CharmCatalogue.parse(argument.url)
    let charm = try charm(name)
    func endpoints(_ role: EndpointRole) -> [String: CharmRelation] {
      let chosen = charm.endpoints.filter { $0.role == role }
      return Dictionary(chosen.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var config: [String: CharmOption] = [:]
    for setting in charm.settings {
      config[setting.name] = CharmOption(
        type: setting.type, description: setting.description,
        defaultValue: try RawJSON(parsing: setting.defaultValue))
    }
    return Charm(
      revision: revision ?? charm.revision, url: argument.url, config: config,
      meta: CharmMeta(
        name: charm.name, summary: charm.summary, description: charm.description,
        subordinate: charm.isSubordinate, provides: endpoints(.provider),
        requires: endpoints(.requirer), peers: endpoints(.peer)),
      manifest: CharmManifest(
        bases: [
          ManifestBase(
            name: "ubuntu", channel: charm.baseChannel + "/stable", architectures: ["amd64"])
        ]))
  }
}
