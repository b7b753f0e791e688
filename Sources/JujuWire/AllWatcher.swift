/// Follows every change of a model; `Next` waits until there is one.
package enum AllWatcherFacade {
  package static let facade = Facade("AllWatcher", versions: 3...3, on: .model)

  package static let next = FacadeMethod<Empty, AllWatcherNextResults>(facade, "Next", .read)
  package static let stop = FacadeMethod<Empty, Empty>(facade, "Stop", .read)
}

/// Follows every change of every model of a controller; for superusers.
package enum AllModelWatcherFacade {
  package static let facade = Facade("AllModelWatcher", versions: 4...4, on: .controller)

  package static let next = FacadeMethod<Empty, AllWatcherNextResults>(facade, "Next", .read)
  package static let stop = FacadeMethod<Empty, Empty>(facade, "Stop", .read)
}

/// What changed since the last answer.
package struct AllWatcherNextResults: Codable, Sendable, Hashable {
  package var deltas: [Delta]

  package init(deltas: [Delta] = []) {
    self.deltas = deltas
  }
}
