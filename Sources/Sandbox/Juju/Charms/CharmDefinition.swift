import JujuWire

/// A charm the sandbox can deploy.
struct CharmDefinition: Sendable {
  let name: String
  let summary: String
  let description: String
  let revision: Int
  /// `8.0/stable`.
  let channel: String
  /// The Ubuntu release, `22.04`.
  let baseChannel: String
  let isSubordinate: Bool
  /// What a unit reports as the version of what it runs.
  let workloadVersion: String
  /// Ports a unit opens, `3306/tcp`.
  let ports: [String]
  /// Without the endpoint every application has undeclared.
  let endpoints: [CharmRelation]
  let settings: [CharmSetting]

  init(
    _ name: String, _ revision: Int, _ channel: String, base: String = "22.04",
    version: String = "", subordinate: Bool = false, ports: [String] = [], summary: String,
    description: String, endpoints: [CharmRelation], settings: [CharmSetting] = []
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.revision = revision
    self.channel = channel
    baseChannel = base
    isSubordinate = subordinate
    workloadVersion = version
    self.ports = ports
    self.endpoints = endpoints
    self.settings = settings
  }
}

/// A setting of a charm.
struct CharmSetting: Sendable {
  let name: String
  /// `string`, `int`, `float` or `boolean`.
  let type: String
  /// JSON text; `null` when there is no default.
  let defaultValue: String
  let description: String

  init(_ name: String, _ type: String, _ defaultValue: String, _ description: String) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.description = description
  }
}

extension CharmRelation {
  static func provides(
    _ name: String, _ interface: String, limit: Int = 0, scope: RelationScope = .global
  ) -> CharmRelation {
    CharmRelation(
      name: name, role: .provider, interface: interface, optional: false, limit: limit,
      scope: scope)
  }

  static func requires(
    _ name: String, _ interface: String, optional: Bool = true, limit: Int = 0,
    scope: RelationScope = .global
  ) -> CharmRelation {
    CharmRelation(
      name: name, role: .requirer, interface: interface, optional: optional, limit: limit,
      scope: scope)
  }

  static func peer(_ name: String, _ interface: String) -> CharmRelation {
    CharmRelation(name: name, role: .peer, interface: interface, optional: false)
  }
}
