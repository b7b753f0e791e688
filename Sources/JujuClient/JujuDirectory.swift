package import JSON

/// What a client knows before it talks to anyone: controllers, accounts and models, as Juju's own
/// client keeps them in its files.
package struct JujuDirectory: Sendable, Hashable {
  /// Sorted by name.
  package var controllers: [KnownController]
  package var currentController: String?
  /// Where the directory comes from, for messages: a folder, or `the sandbox`.
  package var origin: String

  package init(
    controllers: [KnownController] = [], currentController: String? = nil, origin: String = ""
  ) {
    self.controllers = controllers.sorted { $0.name < $1.name }
    self.currentController = currentController
    self.origin = origin
  }

  /// The controller of a name; assigning nil forgets it.
  package subscript(name: String) -> KnownController? {
    get { controllers.first { $0.name == name } }
    set {
      controllers.removeAll { $0.name == name }
      guard let newValue else { return }
      let place = controllers.firstIndex { $0.name > newValue.name } ?? controllers.endIndex
      controllers.insert(newValue, at: place)
    }
  }
}

/// A controller with what is known of it.
package struct KnownController: Sendable, Hashable {
  package var name: String
  package var uuid: String
  /// `host:port` each.
  package var endpoints: [String]
  package var caCertificate: String?
  package var publicHostname: String?
  package var cloud: String?
  package var region: String?
  /// `lxd`, `kubernetes`, …; nil when unknown.
  package var cloudType: String?
  /// `3.6.8`; nil when it was never asked.
  package var agentVersion: String?
  /// How many machines run the controller, and how many of them are up; nil when unknown.
  package var controllerMachineCount: Int?
  package var activeControllerMachineCount: Int?
  /// Machines in all its models; nil when unknown.
  package var machineCount: Int?
  /// Who the client logs in as; nil when it is logged out.
  package var account: KnownAccount?
  /// Further accounts whose passwords are known; Juju's own files have none.
  package var otherAccounts: [KnownAccount]
  /// Sorted by name.
  package var models: [KnownModel]
  /// `admin/default`.
  package var currentModel: String?

  package init(
    name: String, uuid: String, endpoints: [String], caCertificate: String? = nil,
    publicHostname: String? = nil, cloud: String? = nil, region: String? = nil,
    cloudType: String? = nil,
    agentVersion: String? = nil, controllerMachineCount: Int? = nil,
    activeControllerMachineCount: Int? = nil, machineCount: Int? = nil,
    account: KnownAccount? = nil, otherAccounts: [KnownAccount] = [], models: [KnownModel] = [],
    currentModel: String? = nil
  ) {
    self.name = name
    self.uuid = uuid
    self.endpoints = endpoints
    self.caCertificate = caCertificate
    self.publicHostname = publicHostname
    self.cloud = cloud
    self.region = region
    self.cloudType = cloudType
    self.agentVersion = agentVersion
    self.controllerMachineCount = controllerMachineCount
    self.activeControllerMachineCount = activeControllerMachineCount
    self.machineCount = machineCount
    self.account = account
    self.otherAccounts = otherAccounts
    self.models = models.sorted { $0.name < $1.name }
    self.currentModel = currentModel
  }

  /// Whether it runs in pods, which are not called machines.
  package var runsOnKubernetes: Bool { cloudType == "kubernetes" }

  package var target: JujuTarget {
    JujuTarget(
      name: name, uuid: uuid, endpoints: endpoints, caCertificate: caCertificate,
      publicHostname: publicHostname)
  }

  /// Returns the model of a name with its owner, `admin/default`.
  package func model(named name: String) -> KnownModel? { models.first { $0.name == name } }

  /// Remembers a model, in place of one of its name.
  package mutating func remember(_ model: KnownModel) {
    models.removeAll { $0.name == model.name }
    let place = models.firstIndex { $0.name > model.name } ?? models.endIndex
    models.insert(model, at: place)
  }
}

/// A user of a controller with what it takes to log in.
package struct KnownAccount: Sendable, Hashable {
  /// `admin`, `bob@external`.
  package var user: String
  package var password: Password?
  /// `login` or `superuser`; nil when it was never asked.
  package var lastKnownAccess: String?
  /// What an identity provider gave Juju's own client to prove who the user is; used where there is
  /// no password.
  package var macaroons: [Credential]

  package init(
    user: String, password: Password? = nil, lastKnownAccess: String? = nil,
    macaroons: [Credential] = []
  ) {
    self.user = user
    self.password = password
    self.lastKnownAccess = lastKnownAccess
    self.macaroons = macaroons
  }

  /// Whether an identity provider outside the controller knows the user: `bob@external`.
  package var isExternal: Bool { user.contains("@") && !user.hasSuffix("@local") }
}

/// A model a client knows.
package struct KnownModel: Sendable, Hashable {
  /// With its owner: `admin/default`.
  package var name: String
  package var uuid: String
  /// `iaas` or `caas`; empty when unknown.
  package var type: String

  package init(name: String, uuid: String, type: String = "") {
    self.name = name
    self.uuid = uuid
    self.type = type
  }
}

/// Macaroons that belong together, as JSON; like a password, never shown.
package typealias Credential = Concealed<RawJSON>

/// A password, in plain text.
package typealias Password = Concealed<String>

/// A secret; prints as dots, so that no message, log or crash report can show it.
package struct Concealed<Secret: Sendable & Hashable>: Sendable, Hashable,
  CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// The secret itself, for the one request that needs it.
  package let exposed: Secret

  package init(_ exposed: Secret) { self.exposed = exposed }

  package var description: String { Redactor.mask }
  package var debugDescription: String { Redactor.mask }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
