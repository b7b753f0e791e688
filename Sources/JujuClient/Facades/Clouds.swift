package import Diagnostics
package import JujuWire

/// The clouds a controller can make models on.
///
/// Source: Juju facade `Cloud` 7.
package struct Clouds: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Returns the clouds by name, as far as the user may see them.
  package func all() throws(Diagnostic) -> [String: Cloud] {
    let clouds = try channel.read(CloudFacade.clouds, Empty()).clouds
    return Dictionary(
      clouds.compactMap { tag, cloud in
        Tag(rawValue: tag).id(of: .cloud).map { ($0, cloud) }
      }, uniquingKeysWith: { first, _ in first })
  }
}
