import Diagnostics
import EffectGate
import JSON
import JujuClient
import JujuWire

/// A call of our client for the parameters of a recorded request: what it raises is compared with
/// what Juju's client raises.
struct ClientCall: Sendable {
  private let name: String
  let run: @Sendable (JujuSession, RawJSON) throws(Diagnostic) -> Void

  static func named(_ facade: String, _ method: String) -> ClientCall? {
    all.first { $0.name == "\(facade).\(method)" }
  }

  /// A client that knows one controller with one model.
  static let directory = JujuDirectory(
    controllers: [
      KnownController(
        name: "here", uuid: "here-uuid", endpoints: ["127.0.0.1:17070"],
        account: KnownAccount(user: "admin", password: Password("secret")),
        models: [KnownModel(name: "admin/here", uuid: "model-uuid")], currentModel: "admin/here")
    ], currentController: "here")

  /// `call` gets the decoded parameters and the channel the facade is called on.
  private init<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>,
    _ call: @escaping @Sendable (JujuChannel, Parameters) throws(Diagnostic) -> Void
  ) {
    name = "\(method.facade.name).\(method.name)"
    run = { (session, json) throws(Diagnostic) in
      let parameters: Parameters
      do {
        let text = json.isNull ? "{}" : json.description
        parameters = try WireJSON.decode(Parameters.self, from: Array(text.utf8))
      } catch {
        throw Diagnostic(JujuDiagnostic.protocolError, "\(error)")
      }
      let channel =
        method.facade.connection == .controller
        ? try session.channel() : session.channel(to: try session.model())
      try call(channel, parameters)
    }
  }

  /// What `--yes` gives.
  private static func consent(on channel: JujuChannel) throws(Diagnostic) -> Consent {
    try channel.session.surroundings.gate.confirm { () throws(Diagnostic) in
      Confirmation(statement: "")
    }
  }

  private static func url(_ text: String?) throws(Diagnostic) -> OfferURL {
    do throws(TextError) {
      return try OfferURL.parse(text ?? "")
    } catch {
      throw Diagnostic(JujuDiagnostic.protocolError, error.message)
    }
  }

  private static func urls(_ texts: [String]) throws(Diagnostic) -> [OfferURL] {
    var urls: [OfferURL] = []
    for text in texts { urls.append(try url(text)) }
    return urls
  }

  private static let all: [ClientCall] = [
    ClientCall(ApplicationOffersFacade.offer) { (channel, parameters) throws(Diagnostic) in
      guard let offer = parameters.offers.first else { return }
      try Offers(on: channel).make(offer)
    },
    ClientCall(ApplicationOffersFacade.list) { (channel, parameters) throws(Diagnostic) in
      _ = try Offers(on: channel).list(parameters.filters)
    },
    ClientCall(ApplicationOffersFacade.find) { (channel, parameters) throws(Diagnostic) in
      _ = try Offers(on: channel).find(parameters.filters.first ?? OfferFilter())
    },
    ClientCall(ApplicationOffersFacade.show) { (channel, parameters) throws(Diagnostic) in
      _ = try Offers(on: channel).show(try url(parameters.offerURLs.first))
    },
    ClientCall(ApplicationOffersFacade.consumeDetails) { (channel, parameters) throws(Diagnostic) in
      _ = try Offers(on: channel).consumeDetails(try url(parameters.offerURLs.offerURLs.first))
    },
    ClientCall(ApplicationOffersFacade.modifyAccess) { (channel, parameters) throws(Diagnostic) in
      guard let first = parameters.changes.first else { return }
      try Offers(on: channel).change(
        first.action, first.access, for: first.userTag.name,
        to: try urls(parameters.changes.map(\.offerURL)))
    },
    ClientCall(ApplicationOffersFacade.destroy) { (channel, parameters) throws(Diagnostic) in
      try Offers(on: channel).destroy(
        try urls(parameters.offerURLs), force: parameters.force ?? false, try consent(on: channel))
    },
    ClientCall(ApplicationFacade.consume) { (channel, parameters) throws(Diagnostic) in
      guard let argument = parameters.arguments.first else { return }
      try Applications(on: channel).consume(argument)
    },
    ClientCall(ApplicationFacade.addRelation) { (channel, parameters) throws(Diagnostic) in
      _ = try Applications(on: channel).addRelation(
        parameters.endpoints, via: parameters.viaCIDRs ?? [])
    },
    ClientCall(ApplicationFacade.destroyRelation) { (channel, parameters) throws(Diagnostic) in
      try Applications(on: channel).destroyRelation(parameters, try consent(on: channel))
    },
    ClientCall(ApplicationFacade.setRelationsSuspended) {
      (channel, parameters) throws(Diagnostic) in
      guard let first = parameters.arguments.first else { return }
      try Applications(on: channel).setSuspended(
        first.suspended, relations: parameters.arguments.map(\.relationID), message: first.message)
    },
    ClientCall(ApplicationFacade.destroyConsumedApplications) {
      (channel, parameters) throws(Diagnostic) in
      let ended =
        try Applications(on: channel).destroyConsumed(
          parameters.applications, try consent(on: channel)) ?? []
      if let failure = Diagnostic.joined(ended.compactMap { $0 }) { throw failure }
    },
    ClientCall(ApplicationFacade.applicationsInfo) { (channel, parameters) throws(Diagnostic) in
      let names = parameters.entities.compactMap { $0.tag.id(of: .application) }
      for result in try Applications(on: channel).info(names) { _ = try result.get() }
    },
    ClientCall(ApplicationFacade.expose) { (channel, parameters) throws(Diagnostic) in
      try Applications(on: channel).expose(
        parameters.application, endpoints: parameters.exposedEndpoints)
    },
    ClientCall(ModelConfigFacade.get) { (channel, _) throws(Diagnostic) in
      _ = try ModelSettings(on: channel).all()
    },
    ClientCall(ModelConfigFacade.set) { (channel, parameters) throws(Diagnostic) in
      try ModelSettings(on: channel).set(parameters.config)
    },
    ClientCall(ModelConfigFacade.unset) { (channel, parameters) throws(Diagnostic) in
      try ModelSettings(on: channel).reset(parameters.keys)
    },
    ClientCall(FirewallRulesFacade.list) { (channel, _) throws(Diagnostic) in
      _ = try Firewall(on: channel).rules()
    },
    ClientCall(ClientFacade.fullStatus) { (channel, parameters) throws(Diagnostic) in
      _ = try ModelStatus(on: channel).full(matching: parameters.patterns)
    },
    ClientCall(ModelManagerFacade.modifyAccess) { (channel, parameters) throws(Diagnostic) in
      guard let first = parameters.changes.first else { return }
      try Models(on: channel).change(
        first.action, first.access, for: first.userTag.name,
        to: parameters.changes.map { change in
          ModelPlace(
            controller: "here", name: "admin/here", uuid: change.modelTag.id(of: .model) ?? "")
        })
    },
    ClientCall(ModelManagerFacade.create) { (channel, parameters) throws(Diagnostic) in
      _ = try Models(on: channel).create(parameters)
    },
    ClientCall(ControllerFacade.modifyAccess) { (channel, parameters) throws(Diagnostic) in
      guard let first = parameters.changes.first else { return }
      try Users(on: channel).change(first.action, first.access, for: first.userTag.name)
    },
    ClientCall(UserManagerFacade.addUser) { (channel, parameters) throws(Diagnostic) in
      guard let user = parameters.users.first else { return }
      _ = try Users(on: channel).add(user)
    },
  ]
}

extension Tag {
  fileprivate var name: String { id(of: .user) ?? "" }
}
