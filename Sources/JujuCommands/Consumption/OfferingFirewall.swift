import Diagnostics
import JujuClient
import JujuWire

/// From where the offering side of a relation lets consumers in, as far as the caller may read that.
///
/// A relation that asks for more is made and stays in error for good, so it is better to know before.
struct OfferingFirewall {
  private let session: JujuSession

  init(_ session: JujuSession) { self.session = session }

  /// Throws what the offering side would say about the first range that it does not let in. Says
  /// nothing when the rules cannot be read: then the controller decides.
  ///
  /// `url` has source and owner.
  func check(_ cidrs: [CIDR], into url: OfferURL) throws(Diagnostic) {
    let reference = ModelReference(controller: url.source, owner: url.user, model: url.model)
    let place = attempt { () throws(Diagnostic) in try session.model(reference) }
    guard let place, let allowed = allowed(in: place), !allowed.isEmpty else { return }
    let refused = cidrs.first { cidr in !allowed.contains { $0.contains(cidr) } }
    guard let refused else { return }
    let list = allowed.map(\.text).joined(separator: ",")
    throw Diagnostic(
      JujuDiagnostic.forbidden, "subnet \(refused.normalised) not in firewall whitelist",
      hint: """
        \(place.text) lets in \(list); nothing was sent, as such a relation stays in error
        to let it in: set-firewall-rule \(Firewall.Service.offers.rawValue) \
        --allowlist \(list),\(refused.normalised) -m \(place.text)
        """)
  }

  /// Nil when the rules cannot be read; empty when everything is let in.
  private func allowed(in place: ModelPlace) -> [CIDR]? {
    let rules = attempt { () throws(Diagnostic) in
      try Firewall(on: session.channel(to: place)).rules()
    }
    guard let rules else { return nil }
    let rule = rules.first { $0.knownService == Firewall.Service.offers.rawValue }
    return try? CIDR.list((rule?.whitelistCIDRs ?? []).joined(separator: ","))
  }
}
