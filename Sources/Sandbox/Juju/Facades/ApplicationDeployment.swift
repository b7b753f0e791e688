import JujuWire

extension Call {
  func deploy(_ arguments: ApplicationsDeploy) throws -> ErrorResults {
    let model = try connectedModel(for: .write)
    return try each(arguments.applications) { argument in
      let (charmName, revision) = CharmCatalogue.parse(argument.charmURL)
      let charm = try charm(charmName)
      let origin = argument.charmOrigin
      _ = try deploy(
        Deployment(
          charm: charm, name: argument.application,
          revision: revision ?? origin?.revision ?? charm.revision,
          channel: CharmCatalogue.channel(argument.channel, of: charm),
          baseChannel: baseChannel(origin?.base, of: charm), unitCount: argument.unitCount,
          constraints: argument.constraints,
          settings: try settings(argument.config ?? [:], argument.configYAML, of: charm),
          bindings: argument.endpointBindings ?? [:]),
        in: model)
    }
  }

  func deployFromRepository(
    _ arguments: DeployFromRepositoryArguments
  ) throws -> DeployFromRepositoryResults {
    let model = try connectedModel(for: .write)
    return DeployFromRepositoryResults(
      results: try each(
        arguments.arguments, { try deployFromRepository($0, in: model) },
        failed: { DeployFromRepositoryResult(errors: [$0], info: DeployedApplication()) }))
  }

  private func deployFromRepository(
    _ argument: DeployFromRepositoryArgument, in model: ModelRecord
  ) throws -> DeployFromRepositoryResult {
    let (charmName, revision) = CharmCatalogue.parse(argument.charmName)
    let charm = try charm(charmName)
    let name = argument.applicationName.isEmpty ? charm.name : argument.applicationName
    let deployment = Deployment(
      charm: charm, name: name, revision: argument.revision ?? revision ?? charm.revision,
      channel: CharmCatalogue.channel(argument.channel, of: charm),
      baseChannel: baseChannel(argument.base, of: charm),
      unitCount: argument.unitCount ?? 1, constraints: argument.constraints,
      settings: try settings([:], argument.configYAML, of: charm),
      bindings: argument.endpointBindings ?? [:], trust: argument.trust)
    if !argument.dryRun { try deploy(deployment, in: model) }
    return DeployFromRepositoryResult(
      info: DeployedApplication(
        name: name, architecture: "amd64",
        base: OSBase(name: "ubuntu", channel: deployment.baseChannel + "/stable"),
        channel: deployment.channel, revision: deployment.revision))
  }

  private func deploy(_ deployment: Deployment, in model: ModelRecord) throws {
    guard Names.isApplication(deployment.name) else {
      throw WireError(
        "application name \(deployment.name.quoted) not valid", code: .notValid)
    }
    guard 0...1000 ~= deployment.unitCount else {
      throw WireError("number of units \(deployment.unitCount) not valid", code: .notValid)
    }
    _ = try state.deploy(deployment, in: model)
  }

  /// Returns a charm of the repository.
  func charm(_ name: String) throws -> CharmDefinition {
    guard let charm = CharmCatalogue.charm(named: name) else {
      throw WireError(
        "resolving charm \(name.quoted): charm or bundle not found in the repository",
        code: .notFound)
    }
    return charm
  }

  private func baseChannel(_ base: OSBase?, of charm: CharmDefinition) -> String {
    let channel = base?.channel.split(separator: "/").first.map(String.init) ?? ""
    return channel.isEmpty ? charm.baseChannel : channel
  }

  /// Returns the settings a client chose, as text by name. Clients send them as a map, or as YAML
  /// of the one form they write themselves: the application, and its settings indented below.
  private func settings(
    _ map: [String: String], _ yaml: String, of charm: CharmDefinition
  ) throws -> [String: String] {
    var result = map
    for line in yaml.split(separator: "\n") where line.hasPrefix(" ") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].drop { $0 == " " }
      var value = line[line.index(after: colon)...].drop { $0 == " " }
      if value.count >= 2, let first = value.first, "\"'".contains(first), value.last == first {
        value = value.dropFirst().dropLast()
      }
      result[String(key)] = String(value)
    }
    for key in result.keys.sorted()
    where key != "trust" && !charm.settings.contains(where: { $0.name == key }) {
      throw WireError("unknown option \(key.quoted)", code: .notValid)
    }
    result["trust"] = nil
    return result
  }
}
