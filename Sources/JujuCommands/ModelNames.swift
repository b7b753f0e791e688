import Diagnostics
import JujuClient
import JujuWire

/// The live names of a model, for the hint of an error that says that one is wrong.
///
/// Asking may fail; the error that is being explained is then shown without a hint.
struct ModelNames {
  private let channel: JujuChannel

  init(_ channel: JujuChannel) { self.channel = channel }

  /// Adds the nearest application or consumed offer. With `forConsumed`, which says what to do with
  /// a consumed offer, only applications are meant.
  func suggesting(
    application: String, on error: Diagnostic, forConsumed advice: ((String) -> String)? = nil
  ) -> Diagnostic {
    guard let status = status() else { return error }
    let saas = status.remoteApplications.keys.sorted()
    if let advice, saas.contains(application) {
      return error.hinting("\(application) is a consumed offer: \(advice(application))")
    }
    let names = status.applications.keys.sorted() + (advice == nil ? saas : [])
    let hint =
      Suggestion.hint(for: application, among: names)
      ?? (names.isEmpty
        ? "the model \(channel.name) has no applications yet"
        : "\(channel.name) has \(names.prefix(12).joined(separator: ", "))")
    return error.hinting(hint)
  }

  /// Returns the application, consumed offer or unit that a pattern nothing matches was probably
  /// meant for; nil for one with wildcards.
  func nearest(to pattern: String) -> String? {
    guard !pattern.contains(where: { "*?[".contains($0) }), let status = status() else {
      return nil
    }
    let names =
      pattern.contains("/")
      ? status.applications.values.flatMap(\.units.keys)
      : Array(status.applications.keys) + Array(status.remoteApplications.keys)
    return Suggestion.nearest(to: pattern, among: names.sorted())
  }

  /// Adds the nearest charm that the model or an offer runs. No controller knows all of Charmhub.
  func suggesting(charm: String, on error: Diagnostic, offers: Offers) -> Diagnostic {
    let deployed = status()?.applications.values.map(\.charm) ?? []
    let offered = attempt { () throws(Diagnostic) in
      try offers.find(OfferFilter()).map(\.charmURL)
    }
    let names = Set((deployed + (offered ?? [])).map { CharmName(url: $0).name })
    return error.hinting(
      Suggestion.hint(for: charm, among: names.sorted())
        ?? "charmhub.io lists the charms there are")
  }

  /// Adds the units there are, or the nearest application.
  func suggesting(unit: UnitName, on error: Diagnostic) -> Diagnostic {
    let units = status()?.applications[unit.application]?.units.keys.sorted(
      by: NaturalOrder.precedes)
    guard let units, !units.isEmpty else {
      return suggesting(application: unit.application, on: error)
    }
    return error.hinting(
      "\(unit.application) has \(units.prefix(12).joined(separator: ", "))")
  }

  /// Adds the nearest endpoint of an application, or all it has.
  func suggesting(endpoint: String, of application: String, on error: Diagnostic) -> Diagnostic {
    let names = endpoints(of: application)
    guard !names.isEmpty else { return error }
    return error.hinting(
      Suggestion.hint(for: endpoint, among: names)
        ?? "\(application) has \(names.joined(separator: ", "))")
  }

  /// Adds the nearest consumed offer.
  func suggesting(saas: String, on error: Diagnostic) -> Diagnostic {
    guard let names = status()?.remoteApplications.keys.sorted() else { return error }
    return error.hinting(
      Suggestion.hint(for: saas, among: names)
        ?? (names.isEmpty
          ? "the model \(channel.name) consumes no offers"
          : "\(channel.name) consumes \(names.joined(separator: ", "))"))
  }

  /// The endpoints of an application, or of a consumed offer; empty when nobody knows.
  func endpoints(of application: String) -> [String] {
    let local = attempt { () throws(Diagnostic) in
      try Applications(on: channel).endpointNames(of: application)
    }
    if let local, !local.isEmpty { return local.sorted() }
    return status()?.remoteApplications[application]?.endpoints.map(\.name).sorted() ?? []
  }

  private func status() -> FullStatus? {
    attempt { () throws(Diagnostic) in try ModelStatus(on: channel).full() }
  }
}
