package import Diagnostics
package import EffectGate
package import JujuWire

/// The applications of one model, what they consume, and what relates them.
///
/// Source: Juju facade `Application` 15 to 20.
package struct Applications: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  // MARK: Applications

  /// Deploys an application of Charmhub, in the way the controller knows; nil when a dry run only
  /// reported it.
  package func deploy(
    _ argument: DeployFromRepositoryArgument
  ) throws(Diagnostic) -> DeployedApplication? {
    let method = ApplicationFacade.deployFromRepository
    guard let version = try channel.version(of: method.facade), version >= method.firstVersion
    else {
      return try OlderDeployment(on: channel).deploy(argument)
    }
    let answer = try channel.write(
      method,
      DeployFromRepositoryArguments(arguments: [argument]))
    guard let results = answer?.results else { return nil }
    if let failure = Diagnostic.joined(results[0].errors.map { $0.diagnostic(.element) }) {
      throw failure
    }
    return results[0].info
  }

  /// Returns what is known of applications, one result each.
  package func info(
    _ names: [String]
  ) throws(Diagnostic) -> [Result<ApplicationResult, Diagnostic>] {
    let entities = Entities(entities: names.map { Entity(tag: .application($0)) })
    let results = try channel.read(ApplicationFacade.applicationsInfo, entities).results
    try results.checkCount(names.count)
    return zip(results, names).map { answer, name in
      if let error = answer.error { return .failure(error.diagnostic(.element)) }
      guard let result = answer.result else {
        return .failure(
          Diagnostic(
            JujuDiagnostic.protocolError, "the controller answered nothing about \"\(name)\""))
      }
      return .success(result)
    }
  }

  /// Returns the endpoint names of an application.
  package func endpointNames(of application: String) throws(Diagnostic) -> [String] {
    try channel.read(
      ApplicationFacade.charmRelations, ApplicationCharmRelations(application: application)
    ).charmRelations
  }

  /// Opens an application, or some of its endpoints, to the outside.
  @discardableResult
  package func expose(
    _ application: String, endpoints: [String: ExposedEndpoint]?
  ) throws(Diagnostic) -> Bool {
    try channel.write(
      ApplicationFacade.expose,
      ApplicationExpose(application: application, exposedEndpoints: endpoints)) != nil
  }

  /// Removes applications; what goes with each, or why it stays. Nil when a dry run only reported
  /// it.
  package func destroy(
    _ requests: [DestroyApplicationRequest], _ consent: Consent
  ) throws(Diagnostic) -> [DestroyApplicationResult]? {
    try channel.destroy(
      ApplicationFacade.destroyApplication, DestroyApplicationsRequest(applications: requests),
      count: requests.count, consent
    )?.results
  }

  /// Returns what is known of a unit.
  package func unit(_ name: String) throws(Diagnostic) -> UnitResult {
    let results = try channel.read(
      ApplicationFacade.unitsInfo, Entities(entities: [Entity(tag: .unit(name))])
    ).results
    try results.checkCount(1)
    if let error = results[0].error { throw error.diagnostic(.element) }
    guard let unit = results[0].result else {
      throw Diagnostic(
        JujuDiagnostic.protocolError, "the controller answered nothing about \"\(name)\"")
    }
    return unit
  }

  // MARK: Consumed offers

  /// Makes an offer known to the model under a name.
  @discardableResult
  package func consume(_ argument: ConsumeApplicationArgument) throws(Diagnostic) -> Bool {
    let answer = try channel.write(
      ApplicationFacade.consume, ConsumeApplicationArguments(arguments: [argument]))
    try answer?.check()
    return answer != nil
  }

  /// Removes consumed offers and the relations made to them; one result each, nil when it worked.
  /// Nil altogether when a dry run only reported it.
  package func destroyConsumed(
    _ requests: [DestroyConsumedApplicationRequest], _ consent: Consent
  ) throws(Diagnostic) -> [Diagnostic?]? {
    try channel.destroy(
      ApplicationFacade.destroyConsumedApplications,
      DestroyConsumedApplicationsRequest(applications: requests), count: requests.count, consent
    )?.results.map { $0.error?.diagnostic(.element) }
  }

  // MARK: Relations

  /// Relates two endpoints, `application` or `application:endpoint` each. Nil when a dry run only
  /// reported it.
  package func addRelation(
    _ endpoints: [String], via cidrs: [String]
  ) throws(Diagnostic) -> AddRelationResults? {
    try channel.write(
      ApplicationFacade.addRelation,
      AddRelation(endpoints: endpoints, viaCIDRs: cidrs.isEmpty ? nil : cidrs))
  }

  /// Removes a relation.
  @discardableResult
  package func destroyRelation(
    _ request: DestroyRelation, _ consent: Consent
  ) throws(Diagnostic) -> Bool {
    try channel.destroy(ApplicationFacade.destroyRelation, request, consent) != nil
  }

  /// Suspends relations to offers of the model, or resumes them.
  @discardableResult
  package func setSuspended(
    _ suspended: Bool, relations ids: [Int], message: String = ""
  ) throws(Diagnostic) -> Bool {
    let arguments = ids.map { id in
      RelationSuspendedArgument(relationID: id, message: message, suspended: suspended)
    }
    let answer = try channel.write(
      ApplicationFacade.setRelationsSuspended, RelationSuspendedArguments(arguments: arguments),
      count: ids.count)
    try answer?.check()
    return answer != nil
  }
}
