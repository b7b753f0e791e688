package import Diagnostics
package import JujuWire

/// The status of one model.
///
/// Source: Juju facade `Client` 6 to 8.
package struct ModelStatus: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Returns everything, or what matches one of the patterns.
  package func full(
    matching patterns: [String] = [], includesStorage: Bool = false
  ) throws(Diagnostic) -> FullStatus {
    try channel.read(
      ClientFacade.fullStatus,
      StatusRequest(patterns: patterns, includeStorage: includesStorage ? true : nil))
  }
}
