import JujuWire

/// Reads what goes with one method with its types and writes it again: what the client does with
/// answers, and the sandbox with requests.
package struct MethodCoding: Sendable {
  /// `ApplicationOffers.Offer`
  package let name: String
  package let request: @Sendable ([UInt8]) throws -> [UInt8]
  package let response: @Sendable ([UInt8]) throws -> [UInt8]

  private init<Parameters, Result>(_ method: FacadeMethod<Parameters, Result>) {
    name = "\(method.facade.name).\(method.name)"
    request = {
      try WireJSON.encode(WireJSON.decode(RequestFrame<Parameters>.self, from: $0))
    }
    response = { try WireJSON.encode(WireJSON.decode(ResponseFrame<Result>.self, from: $0)) }
  }

  /// Every method there are types for.
  package static let all: [MethodCoding] = [
    MethodCoding(AdminFacade.login), MethodCoding(AdminFacade.redirectInfo),
    MethodCoding(PingerFacade.ping), MethodCoding(PingerFacade.stop),
    MethodCoding(ControllerFacade.modifyAccess), MethodCoding(ControllerFacade.allModels),
    MethodCoding(ControllerFacade.apiInfoForModels),
    MethodCoding(ControllerFacade.watchAllModels), MethodCoding(ControllerFacade.version),
    MethodCoding(ControllerFacade.config), MethodCoding(ModelManagerFacade.listSummaries),
    MethodCoding(ModelManagerFacade.list), MethodCoding(ModelManagerFacade.modelInfo),
    MethodCoding(ModelManagerFacade.create), MethodCoding(ModelManagerFacade.destroy),
    MethodCoding(ModelManagerFacade.modifyAccess), MethodCoding(UserManagerFacade.addUser),
    MethodCoding(UserManagerFacade.userInfo), MethodCoding(UserManagerFacade.setPassword),
    MethodCoding(UserManagerFacade.enableUser), MethodCoding(UserManagerFacade.disableUser),
    MethodCoding(UserManagerFacade.removeUser), MethodCoding(CloudFacade.clouds),
    MethodCoding(CloudFacade.cloud), MethodCoding(ApplicationOffersFacade.offer),
    MethodCoding(ApplicationOffersFacade.list), MethodCoding(ApplicationOffersFacade.find),
    MethodCoding(ApplicationOffersFacade.show),
    MethodCoding(ApplicationOffersFacade.consumeDetails),
    MethodCoding(ApplicationOffersFacade.modifyAccess),
    MethodCoding(ApplicationOffersFacade.destroy),
    MethodCoding(ApplicationOffersFacade.remoteApplications),
    MethodCoding(ApplicationFacade.deploy), MethodCoding(ApplicationFacade.deployFromRepository),
    MethodCoding(ApplicationFacade.get), MethodCoding(ApplicationFacade.applicationsInfo),
    MethodCoding(ApplicationFacade.unitsInfo), MethodCoding(ApplicationFacade.expose),
    MethodCoding(ApplicationFacade.unexpose), MethodCoding(ApplicationFacade.destroyApplication),
    MethodCoding(ApplicationFacade.consume),
    MethodCoding(ApplicationFacade.destroyConsumedApplications),
    MethodCoding(ApplicationFacade.addRelation), MethodCoding(ApplicationFacade.destroyRelation),
    MethodCoding(ApplicationFacade.setRelationsSuspended),
    MethodCoding(ApplicationFacade.charmRelations), MethodCoding(CharmsFacade.resolve),
    MethodCoding(CharmsFacade.add), MethodCoding(CharmsFacade.charmInfo),
    MethodCoding(ResourcesFacade.addPending), MethodCoding(ResourcesFacade.list),
    MethodCoding(ClientFacade.fullStatus), MethodCoding(ClientFacade.watchAll),
    MethodCoding(AllWatcherFacade.next), MethodCoding(AllWatcherFacade.stop),
    MethodCoding(AllModelWatcherFacade.next), MethodCoding(AllModelWatcherFacade.stop),
    MethodCoding(ModelConfigFacade.get), MethodCoding(ModelConfigFacade.set),
    MethodCoding(ModelConfigFacade.unset), MethodCoding(ModelConfigFacade.constraints),
    MethodCoding(FirewallRulesFacade.set), MethodCoding(FirewallRulesFacade.list),
  ]

  package static func named(_ facade: String, _ method: String) -> MethodCoding? {
    all.first { $0.name == "\(facade).\(method)" }
  }
}
