package import Diagnostics
package import JSON
package import JujuWire

/// The settings of one model.
///
/// Source: Juju facade `ModelConfig` 3.
package struct ModelSettings: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Returns all settings by key, with where each comes from.
  package func all() throws(Diagnostic) -> [String: ConfigValue] {
    try channel.read(ModelConfigFacade.get, Empty()).config
  }

  /// Changes settings.
  @discardableResult
  package func set(_ settings: [String: RawJSON]) throws(Diagnostic) -> Bool {
    try channel.write(ModelConfigFacade.set, ModelSet(config: settings)) != nil
  }

  /// Gives settings their default back.
  @discardableResult
  package func reset(_ keys: [String]) throws(Diagnostic) -> Bool {
    try channel.write(ModelConfigFacade.unset, ModelUnset(keys: keys)) != nil
  }
}

extension ConfigValue {
  /// The value as Juju prints it: text without quotes, anything else as JSON.
  package var text: String {
    (try? value.view())?.string() ?? value.description
  }
}
