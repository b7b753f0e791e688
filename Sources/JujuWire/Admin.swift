package import JSON

/// Logging in, the first thing on every connection.
package enum AdminFacade {
  package static let facade = Facade("Admin", versions: 3...3, on: .both)

  package static let login = FacadeMethod<LoginRequest, LoginResult>(facade, "Login", .read)
  package static let redirectInfo = FacadeMethod<Empty, RedirectInfo>(facade, "RedirectInfo", .read)
}

/// Who wants to log in and what proves it.
package struct LoginRequest: Codable, Sendable, Hashable {
  /// `user-bob`; empty when macaroons say who it is.
  package var authTag: Tag
  /// The password.
  package var credentials: String
  package var nonce: String
  /// Each a list of macaroons that belong together, in whichever form they were obtained.
  package var macaroons: [RawJSON]
  package var bakeryVersion: Int?
  /// The command line of the client, for the controller's audit log.
  package var cliArgs: String?
  /// `3.6.8`.
  package var clientVersion: String?
  package var token: String?
  package var userData: String

  private enum CodingKeys: String, CodingKey {
    case authTag = "auth-tag"
    case credentials
    case nonce
    case macaroons
    case bakeryVersion = "bakery-version"
    case cliArgs = "cli-args"
    case clientVersion = "client-version"
    case token
    case userData = "user-data"
  }

  package init(
    authTag: Tag = "", credentials: String = "", nonce: String = "", macaroons: [RawJSON] = [],
    bakeryVersion: Int? = nil, cliArgs: String? = nil, clientVersion: String? = nil,
    token: String? = nil, userData: String = ""
  ) {
    self.authTag = authTag
    self.credentials = credentials
    self.nonce = nonce
    self.macaroons = macaroons
    self.bakeryVersion = bakeryVersion
    self.cliArgs = cliArgs
    self.clientVersion = clientVersion
    self.token = token
    self.userData = userData
  }
}

/// What a controller says after a login.
///
/// A result without `facades` asks for a discharge: the client is not logged in.
package struct LoginResult: Codable, Sendable, Hashable {
  package var controllerTag: Tag?
  /// Only on a model connection.
  package var modelTag: Tag?
  /// `3.6.8`.
  package var serverVersion: String?
  /// Every known address of the controller, one list per machine.
  package var servers: [[HostPort]]?
  package var publicDNSName: String?
  package var userInfo: AuthenticatedUser?
  /// Only those that can be used on this kind of connection.
  package var facades: [FacadeVersions]?
  /// A macaroon that somebody else has to discharge first, in its old or its newer JSON form.
  package var dischargeRequired: RawJSON?
  package var bakeryDischargeRequired: RawJSON?
  package var dischargeRequiredError: String?

  private enum CodingKeys: String, CodingKey {
    case controllerTag = "controller-tag"
    case modelTag = "model-tag"
    case serverVersion = "server-version"
    case servers
    case publicDNSName = "public-dns-name"
    case userInfo = "user-info"
    case facades
    case dischargeRequired = "discharge-required"
    case bakeryDischargeRequired = "bakery-discharge-required"
    case dischargeRequiredError = "discharge-required-error"
  }

  package init(
    controllerTag: Tag? = nil, modelTag: Tag? = nil, serverVersion: String? = nil,
    servers: [[HostPort]]? = nil, publicDNSName: String? = nil, userInfo: AuthenticatedUser? = nil,
    facades: [FacadeVersions]? = nil, dischargeRequired: RawJSON? = nil,
    bakeryDischargeRequired: RawJSON? = nil, dischargeRequiredError: String? = nil
  ) {
    self.controllerTag = controllerTag
    self.modelTag = modelTag
    self.serverVersion = serverVersion
    self.servers = servers
    self.publicDNSName = publicDNSName
    self.userInfo = userInfo
    self.facades = facades
    self.dischargeRequired = dischargeRequired
    self.bakeryDischargeRequired = bakeryDischargeRequired
    self.dischargeRequiredError = dischargeRequiredError
  }
}

extension LoginResult {
  /// Who can discharge the macaroon: the address in the first caveat that names one.
  package var dischargeLocation: String? {
    [bakeryDischargeRequired, dischargeRequired].lazy.compactMap { macaroon in
      (try? macaroon?.view()).flatMap(Self.location)
    }.first
  }

  /// The newer form wraps the macaroon in `m` and shortens the names of its members.
  private static func location(in macaroon: JSONView) -> String? {
    if let inner = macaroon.member("m") { return location(in: inner) }
    guard let caveats = macaroon.member("caveats") ?? macaroon.member("c") else { return nil }
    return caveats.elements.lazy.compactMap {
      ($0.member("cl") ?? $0.member("l"))?.string()
    }.first { !$0.isEmpty }
  }
}

/// Who is logged in.
package struct AuthenticatedUser: Codable, Sendable, Hashable {
  package var displayName: String
  /// `user-admin`.
  package var identity: Tag
  package var lastConnection: WireTime?
  package var controllerAccess: ControllerAccess
  package var modelAccess: ModelAccess
  package var credentials: String?

  private enum CodingKeys: String, CodingKey {
    case displayName = "display-name"
    case identity
    case lastConnection = "last-connection"
    case controllerAccess = "controller-access"
    case modelAccess = "model-access"
    case credentials
  }

  package init(
    displayName: String, identity: Tag, lastConnection: WireTime? = nil,
    controllerAccess: ControllerAccess, modelAccess: ModelAccess, credentials: String? = nil
  ) {
    self.displayName = displayName
    self.identity = identity
    self.lastConnection = lastConnection
    self.controllerAccess = controllerAccess
    self.modelAccess = modelAccess
    self.credentials = credentials
  }
}

/// A facade with the versions a controller has of it.
package struct FacadeVersions: Codable, Sendable, Hashable {
  package var name: String
  package var versions: [Int]

  package init(name: String, versions: [Int] = []) {
    self.name = name
    self.versions = versions
  }
}

/// An address of a controller.
package struct HostPort: Codable, Sendable, Hashable {
  /// Host name or address.
  package var value: String
  /// `ipv4`, `ipv6` or `hostname`.
  package var type: String
  /// `public`, `local-cloud`, `local-machine` ….
  package var scope: String
  package var port: Int
  package var cidr: String?
  package var configType: String?
  package var isSecondary: Bool?
  package var spaceID: String?
  package var spaceName: String?

  private enum CodingKeys: String, CodingKey {
    case value
    case type
    case scope
    case port
    case cidr
    case configType = "config-type"
    case isSecondary = "is-secondary"
    case spaceID = "space-id"
    case spaceName = "space-name"
  }

  package init(
    value: String, type: String, scope: String, port: Int, cidr: String? = nil,
    configType: String? = nil, isSecondary: Bool? = nil, spaceID: String? = nil,
    spaceName: String? = nil
  ) {
    self.value = value
    self.type = type
    self.scope = scope
    self.port = port
    self.cidr = cidr
    self.configType = configType
    self.isSecondary = isSecondary
    self.spaceID = spaceID
    self.spaceName = spaceName
  }
}

/// Where a migrated model lives now.
package struct RedirectInfo: Codable, Sendable, Hashable {
  package var servers: [[HostPort]]
  package var caCertificate: String

  private enum CodingKeys: String, CodingKey {
    case servers
    case caCertificate = "ca-cert"
  }

  package init(servers: [[HostPort]] = [], caCertificate: String) {
    self.servers = servers
    self.caCertificate = caCertificate
  }
}

/// What the error of a login to a migrated model carries along.
package struct RedirectErrorInfo: Codable, Sendable, Hashable {
  package var servers: [[HostPort]]
  package var caCertificate: String
  package var controllerTag: Tag?
  package var controllerAlias: String?

  private enum CodingKeys: String, CodingKey {
    case servers
    case caCertificate = "ca-cert"
    case controllerTag = "controller-tag"
    case controllerAlias = "controller-alias"
  }

  package init(
    servers: [[HostPort]] = [], caCertificate: String, controllerTag: Tag? = nil,
    controllerAlias: String? = nil
  ) {
    self.servers = servers
    self.caCertificate = caCertificate
    self.controllerTag = controllerTag
    self.controllerAlias = controllerAlias
  }
}
