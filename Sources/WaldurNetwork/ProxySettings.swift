import WaldurClient

/// A proxy for HTTP.
struct Proxy: Sendable, Hashable {
  let host: String
  let port: Int
  /// Nil for a proxy that lets everybody in.
  let login: Login?

  struct Login: Sendable, Hashable {
    let name: String
    let password: String
  }

  /// Reads `http://host:port`, with or without the scheme, `name:password@` before the host; nil for
  /// anything else.
  init?(_ text: String) {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
      rest = rest[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    var login: Login?
    if let mark = rest.lastIndex(of: "@") {
      let parts = rest[..<mark].split(separator: ":", maxSplits: 1).map(Self.unescaped)
      login = Login(name: parts.first ?? "", password: parts.count == 2 ? parts[1] : "")
      rest = rest[rest.index(after: mark)...]
    }
    self.login = login
    let parts = rest.split(separator: ":", maxSplits: 1)
    guard let host = parts.first else { return nil }
    self.host = String(host)
    port = parts.count == 2 ? Int(parts[1]) ?? Self.usualPort : Self.usualPort
  }

  /// Where a proxy listens when nobody says so; what curl takes.
  private static let usualPort = 1080

  /// Reads `%40` as the byte it stands for.
  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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
