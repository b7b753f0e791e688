import JujuWire

/// Seals the macaroons of a sandbox controller and digests names.
///
/// Deliberately no cryptography: a seal keeps honest clients honest. A forged or foreign macaroon
/// is refused, but nobody is kept from computing one who reads the sandbox's file.
enum Seal {
  /// Returns 32 hexadecimal digits that depend on all parts.
  static func digest(_ parts: [String]) -> String {
    let joined = parts.joined(separator: "\u{0}").utf8
    let starts: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x6C62_272E_07BB_0142]
    return starts.map { start in
      var state = start
      for byte in joined { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return IdentifierSource.hex(IdentifierSource.mixed(state))
    }.joined()
  }

  /// Returns the macaroon that proves a user's right to consume an offer.
  static func macaroon(
    offer: OfferRecord, user: String, on controller: ControllerRecord
  ) -> Macaroon {
    let caveats = ["declared offer-uuid \(offer.uuid)", "declared username \(user)"]
    return Macaroon(
      location: "localhost", identifier: digest([controller.uuid, offer.uuid, user]),
      caveats: caveats.map { MacaroonCaveat(conditionID: $0) },
      signature: signature(caveats, on: controller))
  }

  /// Returns the user a macaroon speaks for, when it is about the offer and sealed by the
  /// controller that holds it.
  static func user(
    of macaroon: Macaroon, offer: OfferRecord, on controller: ControllerRecord
  ) -> String? {
    let caveats = macaroon.caveats.map(\.conditionID)
    let prefix = "declared username "
    guard macaroon.signature == signature(caveats, on: controller),
      caveats.contains("declared offer-uuid \(offer.uuid)")
    else { return nil }
    return caveats.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.utf8.count)) }
  }

  private static func signature(_ caveats: [String], on controller: ControllerRecord) -> String {
    digest([controller.seal] + caveats) + digest(caveats + [controller.seal])
  }
}
