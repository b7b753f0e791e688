/// The status of a model and the way to follow its changes.
package enum ClientFacade {
  package static let facade = Facade("Client", versions: 6...8, on: .model)

  package static let fullStatus = FacadeMethod<StatusRequest, FullStatus>(
    facade, "FullStatus", .read)
  package static let watchAll = FacadeMethod<Empty, AllWatcherID>(facade, "WatchAll", .read)
}

/// Asks for the status of a model, or of what matches one of the patterns.
package struct StatusRequest: Codable, Sendable, Hashable {
  package var patterns: [String]
  package var includeStorage: Bool?

  private enum CodingKeys: String, CodingKey {
    case patterns
    case includeStorage = "include-storage"
  }

  package init(patterns: [String] = [], includeStorage: Bool? = nil) {
    self.patterns = patterns
    self.includeStorage = includeStorage
  }
}

/// The object id for `Next` and `Stop`.
package struct AllWatcherID: Codable, Sendable, Hashable {
  package var watcherID: String

  private enum CodingKeys: String, CodingKey {
    case watcherID = "watcher-id"
  }

  package init(watcherID: String) {
    self.watcherID = watcherID
  }
}
