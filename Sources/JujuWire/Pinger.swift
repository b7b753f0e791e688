/// Keeps a connection alive.
package enum PingerFacade {
  package static let facade = Facade("Pinger", versions: 1...1, on: .both)

  package static let ping = FacadeMethod<Empty, Empty>(facade, "Ping", .read)
  package static let stop = FacadeMethod<Empty, Empty>(facade, "Stop", .read)
}
