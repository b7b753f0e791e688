package import JSON

/// The settings of a model.
package enum ModelConfigFacade {
  package static let facade = Facade("ModelConfig", versions: 3...3, on: .both)

  package static let get = FacadeMethod<Empty, ModelConfigResults>(facade, "ModelGet", .read)
  package static let set = FacadeMethod<ModelSet, Empty>(facade, "ModelSet", .write)
  package static let unset = FacadeMethod<ModelUnset, Empty>(facade, "ModelUnset", .write)
  package static let constraints = FacadeMethod<Empty, ConstraintsResult>(
    facade, "GetModelConstraints", .read)
}

/// The settings of a model by key.
package struct ModelConfigResults: Codable, Sendable, Hashable {
  package var config: [String: ConfigValue]

  package init(config: [String: ConfigValue] = [:]) {
    self.config = config
  }
}

/// A setting and where it comes from.
package struct ConfigValue: Codable, Sendable, Hashable {
  package var value: RawJSON
  /// `default`, `controller`, `region` or `model`.
  package var source: String

  package init(value: RawJSON, source: String) {
    self.value = value
    self.source = source
  }
}

/// Settings to change.
package struct ModelSet: Codable, Sendable, Hashable {
  package var config: [String: RawJSON]

  package init(config: [String: RawJSON] = [:]) {
    self.config = config
  }
}

/// Settings to give their default back.
package struct ModelUnset: Codable, Sendable, Hashable {
  package var keys: [String]

  package init(keys: [String] = []) {
    self.keys = keys
  }
}

/// The constraints of a model.
package struct ConstraintsResult: Codable, Sendable, Hashable {
  package var constraints: Constraints

  package init(constraints: Constraints) {
    self.constraints = constraints
  }
}
