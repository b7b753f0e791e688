/// Where lists stood before they moved. A server that does not know the address of today is asked at
/// the one before: until October 2024 providers and consumers shared a list of resources, and until
/// 2023 one of offerings.
///
/// Source: the histories of `waldur-mastermind` and of its clients.
enum OlderPaths {
  private static let moved = [
    "/api/marketplace-provider-resources/": "/api/marketplace-resources/",
    "/api/marketplace-provider-offerings/": "/api/marketplace-offerings/",
    "/api/marketplace-public-offerings/": "/api/marketplace-offerings/",
  ]

  /// Returns the list that an address belongs to and where that list was, when it has moved.
  static func move(of path: String) -> (from: String, to: String)? {
    for (now, before) in moved where path.hasPrefix(now) { return (now, before) }
    return nil
  }
}
