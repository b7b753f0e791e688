import WaldurClient

/// A proxy for HTTP.
struct Proxy: Sendable, Hashable {
  let host: String
  let port: Int

  /// Reads `http://host:port`, with or without the scheme; nil for anything else.
  init?(_ text: String) {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
      rest = rest[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    // Names and passwords of proxies are not supported.
    guard !rest.isEmpty, !rest.contains("@") else { return nil }
    let parts = rest.split(separator: ":", maxSplits: 1)
    guard let host = parts.first else { return nil }
    self.host = String(host)
    port = parts.count == 2 ? Int(parts[1]) ?? 3128 : 3128
  }
}

/// What the environment says of proxies: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in
/// small letters or capitals, the small ones first, as most programs read them.
struct ProxySettings: Sendable {
  private let secure: Proxy?
  private let plain: Proxy?
  private let exceptions: [String]

  init(_ environment: [String: String]) {
    func value(_ name: String) -> String? {
      [name, name.uppercased()].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let all = value("all_proxy").flatMap { Proxy($0) }
    secure = value("https_proxy").flatMap { Proxy($0) } ?? all
    plain = value("http_proxy").flatMap { Proxy($0) } ?? all
    exceptions = (value("no_proxy") ?? "").split(separator: ",").map {
      $0.filter { $0 != " " }.lowercased()
    }
  }

  /// Returns the proxy for an address; nil for the direct way.
  func proxy(for address: WaldurAddress) -> Proxy? {
    let host = address.authority.prefix { $0 != ":" }.lowercased()
    let isExcepted = exceptions.contains { exception in
      let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
      return exception == "*" || host == name || host.hasSuffix("." + name)
    }
    return isExcepted ? nil : (address.isSecure ? secure : plain)
  }
}
