import JSON
import JujuWire

extension ServedFacade {
  /// The settings of a model.
  static let modelConfig = ServedFacade(
    ModelConfigFacade.facade,
    [
      ServedMethod(ModelConfigFacade.get) { call, _ in
        let model = try call.connectedModel(for: .read)
        return ModelConfigResults(
          config: try call.state.settings(of: model, on: call.controller))
      },
      ServedMethod(ModelConfigFacade.set) { call, parameters in
        let model = try call.connectedModel(for: .write)
        try call.set(parameters.config, of: model)
        return Empty()
      },
      ServedMethod(ModelConfigFacade.unset) { call, parameters in
        let model = try call.connectedModel(for: .write)
        for key in parameters.keys { try call.state.unset(key, of: model) }
        return Empty()
      },
      ServedMethod(ModelConfigFacade.constraints) { call, _ in
        _ = try call.connectedModel(for: .read)
        return ConstraintsResult(constraints: Constraints())
      },
    ])

  /// Firewall rules, on controllers that keep them apart from the settings.
  static let firewallRules = ServedFacade(
    FirewallRulesFacade.facade,
    [
      ServedMethod(FirewallRulesFacade.list) { call, _ in
        let model = try call.connectedModel(for: .read)
        return ListFirewallRulesResults(rules: try call.state.firewallRules(of: model))
      },
      ServedMethod(FirewallRulesFacade.set) { call, parameters in
        let model = try call.connectedModel(for: .write)
        return try call.each(parameters.arguments) { rule in
          guard WellKnownService.all.contains(rule.knownService) else {
            throw WireError(
              "known service \(rule.knownService.quoted) not valid", code: .notValid)
          }
          for text in rule.whitelistCIDRs { try Call.checkCIDR(text, suffix: " not valid") }
          try call.state.setFirewallRule(rule, of: model)
        }
      },
    ])
}

extension Call {
  /// Changes settings of a model after checking those the rules depend on.
  func set(_ settings: [String: RawJSON], of model: ModelRecord) throws {
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      try check(key, value, of: model)
      if !ModelSettings.fixed.contains(key) {
        try state.set(key, to: value.description, of: model)
      }
    }
  }

  private func check(_ key: String, _ value: RawJSON, of model: ModelRecord) throws {
    if ModelSettings.fixed.contains(key) {
      let own = try state.settings(of: model, on: controller)[key]
      guard own?.value == value else { throw WireError("cannot change \(key)") }
      return
    }
    guard ModelSettings.texts.contains(key) else { return }
    guard let text = try? value.view().string() else {
      throw WireError("\(key): expected string, got \(value.goWords)", code: .notValid)
    }
    switch key {
    case "egress-subnets":
      for part in Self.parts(text) {
        try Self.checkCIDR(part, prefix: "invalid egress subnet: \(part): ")
        if part == "0.0.0.0/0" { throw WireError("CIDR \(part.quoted) not allowed") }
      }
    case "saas-ingress-allow", "ssh-allow":
      for part in Self.parts(text) {
        if (try? CIDR(part)) == nil { throw WireError("cidr \(part.quoted) not valid") }
      }
    default: break
    }
  }

  /// Returns the parts between commas without blanks around them.
  private static func parts(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  fileprivate static func checkCIDR(
    _ text: String, prefix: String = "", suffix: String = ""
  ) throws {
    do throws(TextError) {
      _ = try CIDR(text)
    } catch {
      throw WireError(prefix + error.message + suffix)
    }
  }
}

extension ModelSettings {
  /// Settings that hold nothing but text.
  fileprivate static let texts: Set<String> = [
    "egress-subnets", "saas-ingress-allow", "ssh-allow",
  ]
}

extension RawJSON {
  /// What a controller calls a value that is no text.
  fileprivate var goWords: String {
    guard let view = try? view() else { return "nothing" }
    switch view.kind {
    case .null: return "nothing"
    case .bool: return "bool(\(view.rawText))"
    case .int, .float: return "float64(\(view.rawText))"
    case .array: return "[]interface {}"
    case .object: return "map[string]interface {}"
    case .string: return "string(\(view.rawText))"
    }
  }
}
