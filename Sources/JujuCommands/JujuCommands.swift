package import CommandKit

/// Juju's commands, one list per family. A test fails for a command file whose type stands in no
/// list.
package enum JujuCommands {
  package static let all: [any Command.Type] =
    session + applications + offers + consumption + firewall

  static let session: [any Command.Type] = []
  static let applications: [any Command.Type] = []
  static let offers: [any Command.Type] = [ListOffers.self, ShowOffer.self, FindOffers.self]
  static let consumption: [any Command.Type] = []
  static let firewall: [any Command.Type] = []
}
