import JSON
import JujuWire

/// The settings of models: defaults, what was set, and what the rules read from them.
enum ModelSettings {
  /// Settings of the model that stand in its record or cannot be changed by setting them.
  static let fixed: Set<String> = ["agent-version", "name", "type", "uuid"]

  /// Returns the defaults of a controller's release, values as JSON text.
  static func defaults(of controller: ControllerRecord) -> [(key: String, value: String)] {
    controller.hasFirewallRules ? shared : shared + sinceThree
  }

  private static let shared: [(key: String, value: String)] = [
    ("agent-metadata-url", "\"\""), ("agent-stream", "\"released\""), ("apt-http-proxy", "\"\""),
    ("apt-https-proxy", "\"\""), ("apt-mirror", "\"\""), ("apt-no-proxy", "\"\""),
    ("automatically-retry-hooks", "true"), ("charmhub-url", "\"https://api.charmhub.io\""),
    ("cloudinit-userdata", "\"\""), ("container-image-metadata-url", "\"\""),
    ("default-base", "\"\""), ("default-space", "\"alpha\""), ("development", "false"),
    ("disable-network-management", "false"), ("egress-subnets", "\"\""),
    ("enable-os-refresh-update", "true"), ("enable-os-upgrade", "true"),
    ("firewall-mode", "\"instance\""), ("http-proxy", "\"\""), ("https-proxy", "\"\""),
    ("image-stream", "\"released\""), ("juju-http-proxy", "\"\""), ("juju-https-proxy", "\"\""),
    ("juju-no-proxy", "\"127.0.0.1,localhost,::1\""), ("logging-config", "\"<root>=INFO\""),
    ("lxd-snap-channel", "\"5.0/stable\""), ("max-action-results-age", "\"336h\""),
    ("net-bond-reconfigure-delay", "17"), ("no-proxy", "\"127.0.0.1,localhost,::1\""),
    ("num-container-provision-workers", "4"), ("provisioner-harvest-mode", "\"destroyed\""),
    ("proxy-ssh", "false"), ("resource-tags", "\"\""), ("snap-http-proxy", "\"\""),
    ("snap-https-proxy", "\"\""), ("ssl-hostname-verification", "true"), ("test-mode", "false"),
    ("transmit-vendor-metrics", "true"), ("update-status-hook-interval", "\"5m\""),
  ]

  private static let sinceThree: [(key: String, value: String)] = [
    ("saas-ingress-allow", "\"0.0.0.0/0,::/0\""), ("secret-backend", "\"auto\""),
    ("ssh-allow", "\"0.0.0.0/0,::/0\""),
  ]
}

extension JujuState {
  /// Returns all settings of a model with where they come from.
  func settings(
    of model: ModelRecord, on controller: ControllerRecord
  ) throws -> [String: ConfigValue] {
    var result: [String: ConfigValue] = [:]
    for (key, value) in ModelSettings.defaults(of: controller) {
      result[key] = ConfigValue(value: try RawJSON(parsing: value), source: "default")
    }
    if let url = publication.places?.charmhubURL {
      result["charmhub-url"] = ConfigValue(value: try WireJSON.raw(url), source: "controller")
    }
    for (key, value) in try storedSettings(of: model) {
      result[key] = ConfigValue(value: try RawJSON(parsing: value), source: "model")
    }
    let own = [
      ("agent-version", controller.version), ("name", model.name), ("type", controller.cloudType),
      ("uuid", model.uuid),
    ]
    for (key, value) in own {
      result[key] = ConfigValue(value: try WireJSON.raw(value), source: "model")
    }
    return result
  }

  /// Returns the text of a setting, its default when it was not set.
  func setting(
    _ key: String, of model: ModelRecord, on controller: ControllerRecord
  ) throws -> String {
    let stored = try database.first(
      "SELECT value FROM juju_model_setting WHERE model = ? AND key = ?", model.id, key
    ) { $0.text(0) }
    let json =
      stored ?? ModelSettings.defaults(of: controller).first { $0.key == key }?.value ?? "\"\""
    return try StoredJSON.value(String.self, json)
  }

  func set(_ key: String, to json: String, of model: ModelRecord) throws {
    try database.run(
      """
      INSERT INTO juju_model_setting(model, key, value) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET value = excluded.value
      """, model.id, key, json)
  }

  func unset(_ key: String, of model: ModelRecord) throws {
    try database.run(
      "DELETE FROM juju_model_setting WHERE model = ? AND key = ?", model.id, key)
  }

  private func storedSettings(of model: ModelRecord) throws -> [(String, String)] {
    try database.rows("SELECT key, value FROM juju_model_setting WHERE model = ?", model.id) {
      ($0.text(0), $0.text(1))
    }
  }
}
