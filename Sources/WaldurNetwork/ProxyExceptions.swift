// Where no proxy is wanted. Reads `no_proxy` as curl does, and besides it a port behind a host and a
// star before a name, which other programs take and people write.

import Glibc

/// The hosts and networks that are reached directly.
struct ProxyExceptions: Sendable {
  private let entries: [Entry]

  /// Reads entries between commas or blanks: `example.org` and what is below it, with or without a
  /// dot or `*.` before it, `10.0.0.0/8`, `::1`, each perhaps with a `:port`; `*` is everywhere. Dots
  /// at the end and the case of letters do not count.
  init(_ text: String) {
    entries = text.split { $0 == "," || $0.isWhitespace }.compactMap { Entry($0) }
  }

  /// Whether a host is reached directly on a port.
  func contain(_ host: String, port: Int) -> Bool {
    let place = Place(host[...])
    return entries.contains { $0.holds(place, port) }
  }

  /// A host: an address of four or sixteen bytes, or a name in small letters.
  private enum Place {
    case address([UInt8])
    case name(String)

    init(_ text: Substring) {
      let bare =
        text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text
      if let bytes = Self.bytes(String(bare)) {
        self = .address(bytes)
      } else {
        var name = bare.lowercased()
        while name.hasSuffix(".") { name.removeLast() }
        self = .name(name)
      }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
      for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
        var bytes = [UInt8](repeating: 0, count: count)
        if inet_pton(family, text, &bytes) == 1 { return bytes }
      }
      return nil
    }
  }

  /// One entry.
  private struct Entry {
    private enum Scope {
      case everywhere
      case name(String)
      /// The first `bits` of an address.
      case network([UInt8], bits: Int)
    }

    private let scope: Scope
    private let port: Int?

    init?(_ text: Substring) {
      if text == "*" {
        (scope, port) = (.everywhere, nil)
        return
      }
      var text = text
      var bits: Int?
      if let slash = text.lastIndex(of: "/") {
        guard let number = Int(text[text.index(after: slash)...]), number >= 0 else { return nil }
        bits = number
        text = text[..<slash]
      }
      var place = Place(text)
      var port: Int?
      // An IPv6 address has colons of its own.
      if case .name = place, let (host, number) = Self.parts(text) {
        (place, port) = (Place(host), number)
      }
      self.port = port
      switch place {
      case .address(let bytes):
        let bits = bits ?? bytes.count * 8
        guard bits <= bytes.count * 8 else { return nil }
        scope = .network(bytes, bits: bits)
      case .name(let name):
        let name = name.hasPrefix("*.") ? name.dropFirst(2) : name.drop { $0 == "." }
        guard bits == nil, !name.isEmpty else { return nil }
        scope = .name(String(name))
      }
    }

    private static func parts(_ text: Substring) -> (host: Substring, port: Int)? {
      guard let colon = text.lastIndex(of: ":"),
        let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port)
      else { return nil }
      return (text[..<colon], port)
    }

    func holds(_ place: Place, _ port: Int) -> Bool {
      if let own = self.port, own != port { return false }
      switch (scope, place) {
      case (.everywhere, _): return true
      case (.name(let name), .name(let host)): return host == name || host.hasSuffix("." + name)
      case (.network(let network, let bits), .address(let address)):
        return network.count == address.count
          && network.indices.allSatisfy { index in
            let free = min(8, max(0, 8 * (index + 1) - bits))
            return (network[index] ^ address[index]) >> UInt8(free) == 0
          }
      default: return false
      }
    }
  }
}
