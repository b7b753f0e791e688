import JSON
import JujuWire

extension ServedFacade {
  /// Applications and relations of one model.
  static let application = ServedFacade(
    ApplicationFacade.facade,
    [
      ServedMethod(ApplicationFacade.deploy) { try $0.deploy($1) },
      ServedMethod(ApplicationFacade.deployFromRepository) { try $0.deployFromRepository($1) },
      ServedMethod(ApplicationFacade.get) { try $0.applicationSettings($1) },
      ServedMethod(ApplicationFacade.applicationsInfo) { try $0.applicationsInfo($1) },
      ServedMethod(ApplicationFacade.unitsInfo) { try $0.unitsInfo($1) },
      ServedMethod(ApplicationFacade.expose) { try $0.expose($1) },
      ServedMethod(ApplicationFacade.unexpose) { try $0.unexpose($1) },
      ServedMethod(ApplicationFacade.destroyApplication) { try $0.destroyApplications($1) },
      ServedMethod(ApplicationFacade.consume) { try $0.consume($1) },
      ServedMethod(ApplicationFacade.destroyConsumedApplications) {
        try $0.destroyConsumedApplications($1)
      },
      ServedMethod(ApplicationFacade.addRelation) { try $0.addRelation($1) },
      ServedMethod(ApplicationFacade.destroyRelation) { try $0.destroyRelation($1) },
      ServedMethod(ApplicationFacade.setRelationsSuspended) { try $0.setRelationsSuspended($1) },
      ServedMethod(ApplicationFacade.charmRelations) { call, parameters in
        let model = try call.connectedModel(for: .read)
        let application = try call.state.requireApplication(parameters.application, of: model)
        return ApplicationCharmRelationsResults(
          charmRelations: application.endpoints.map(\.name).sorted())
      },
    ])
}

extension Call {
  /// Returns the name in the tag of an application; throws the words of Juju's tag reader.
  func applicationName(_ tag: Tag) throws -> String {
    guard let name = tag.id(of: .application), Names.isApplication(name) else {
      let kind = tag.kind == nil ? "" : "application "
      throw WireError("\(tag.rawValue.quoted) is not a valid \(kind)tag")
    }
    return name
  }

  fileprivate func applicationSettings(_ argument: ApplicationGet) throws -> ApplicationGetResults {
    let model = try connectedModel(for: .read)
    let application = try state.requireApplication(argument.application, of: model)
    return ApplicationGetResults(
      application: application.name, charm: application.charm,
      config: try settings(of: application),
      applicationConfig: [
        "trust": try WireJSON.raw([
          "value": application.trust
        ])
      ],
      constraints: try StoredJSON.value(Constraints.self, application.constraints),
      base: application.base, channel: application.channel,
      endpointBindings: try bindings(of: application))
  }

  /// Returns each setting of the charm with its value and where that comes from.
  private func settings(of application: ApplicationRecord) throws -> [String: RawJSON] {
    let chosen = try StoredJSON.value([String: String].self, application.settings)
    var result: [String: RawJSON] = [:]
    for setting in application.definition?.settings ?? [] {
      let standard = try RawJSON(parsing: setting.defaultValue)
      let value = try chosen[setting.name].map { text in
        setting.type == "string"
          ? try WireJSON.raw(text) : try (try? RawJSON(parsing: text)) ?? WireJSON.raw(text)
      }
      result[setting.name] = try WireJSON.raw([
        "default": standard, "description": WireJSON.raw(setting.description),
        "source": WireJSON.raw(value == nil ? "default" : "user"),
        "type": WireJSON.raw(setting.type), "value": value ?? standard,
      ])
    }
    return result
  }

  /// Returns the space of each endpoint; the entry without name is the default.
  func bindings(of application: ApplicationRecord) throws -> [String: String] {
    let chosen = try StoredJSON.value([String: String].self, application.bindings)
    let standard = chosen[""] ?? "alpha"
    var result = ["": standard]
    for endpoint in application.endpoints where !endpoint.isImplicit {
      result[endpoint.name] = chosen[endpoint.name] ?? standard
    }
    return result
  }

  fileprivate func applicationsInfo(_ arguments: Entities) throws -> ApplicationInfoResults {
    let model = try connectedModel(for: .read)
    return ApplicationInfoResults(
      results: try each(
        arguments.entities,
        { entity in
          let name = try applicationName(entity.tag)
          let application = try state.requireApplication(name, of: model)
          return ApplicationInfoResult(
            result: ApplicationResult(
              tag: .application(application.name), charm: application.charm,
              base: application.base, channel: application.channel,
              constraints: try StoredJSON.value(Constraints.self, application.constraints),
              principal: !application.isSubordinate, exposed: application.isExposed,
              exposedEndpoints: try exposedEndpoints(of: application), remote: false,
              life: .alive, endpointBindings: try bindings(of: application)))
        }, failed: { ApplicationInfoResult(error: $0) }))
  }

  /// Returns from where exposed endpoints can be reached; nil when nothing is exposed.
  func exposedEndpoints(of application: ApplicationRecord) throws -> [String: ExposedEndpoint]? {
    guard application.isExposed else { return nil }
    let chosen = try StoredJSON.value(
      [String: ExposedEndpoint].self, application.exposedEndpoints)
    return chosen.isEmpty ? ["": ExposedEndpoint(exposeToCIDRs: ["0.0.0.0/0", "::/0"])] : chosen
  }

  // MARK: Exposing and removing

  fileprivate func expose(_ argument: ApplicationExpose) throws -> Empty {
    let model = try connectedModel(for: .write)
    let application = try state.requireApplication(argument.application, of: model)
    let added = argument.exposedEndpoints ?? [:]
    try checkEndpoints(added.keys.sorted(), of: application)
    var endpoints = try StoredJSON.value(
      [String: ExposedEndpoint].self, application.exposedEndpoints)
    endpoints.merge(added) { _, new in new }
    try setExposed(true, endpoints, application)
    return Empty()
  }

  fileprivate func unexpose(_ argument: ApplicationUnexpose) throws -> Empty {
    let model = try connectedModel(for: .write)
    let application = try state.requireApplication(argument.application, of: model)
    try checkEndpoints(argument.exposedEndpoints, of: application)
    var endpoints = try StoredJSON.value(
      [String: ExposedEndpoint].self, application.exposedEndpoints)
    for name in argument.exposedEndpoints { endpoints[name] = nil }
    let staysExposed = !argument.exposedEndpoints.isEmpty && !endpoints.isEmpty
    try setExposed(staysExposed, staysExposed ? endpoints : [:], application)
    return Empty()
  }

  private func checkEndpoints(_ names: [String], of application: ApplicationRecord) throws {
    for name in names where !name.isEmpty {
      guard application.endpoints.contains(where: { $0.name == name }) else {
        throw WireError.notFound("endpoint \(name.quoted)")
      }
    }
  }

  private func setExposed(
    _ isExposed: Bool, _ endpoints: [String: ExposedEndpoint], _ application: ApplicationRecord
  ) throws {
    try state.database.run(
      "UPDATE juju_application SET exposed = ?, exposed_endpoints = ? WHERE id = ?", isExposed,
      StoredJSON.text(endpoints), application.id)
  }

  fileprivate func destroyApplications(
    _ arguments: DestroyApplicationsRequest
  ) throws -> DestroyApplicationResults {
    let model = try connectedModel(for: .write)
    return DestroyApplicationResults(
      results: try each(
        arguments.applications, { try destroyApplication($0, of: model) },
        failed: { DestroyApplicationResult(error: $0) }))
  }

  private func destroyApplication(
    _ argument: DestroyApplicationRequest, of model: ModelRecord
  ) throws -> DestroyApplicationResult {
    let name = try applicationName(argument.applicationTag)
    let application = try state.requireApplication(name, of: model)
    let consumers = try state.offers(of: application).reduce(0) {
      $0 + (try state.connections(to: $1).count)
    }
    if consumers > 0, !argument.force {
      throw WireError(
        """
        cannot destroy application \(name.quoted): application is used by \(consumers) \
        consumer\(consumers == 1 ? "" : "s")
        """)
    }
    let units = try state.units(of: application).map { Entity(tag: .unit($0.name)) }
    if !(argument.dryRun ?? false) { try state.remove(application, of: model) }
    return DestroyApplicationResult(info: DestroyedApplication(destroyedUnits: units))
  }
}
