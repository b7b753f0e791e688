import Diagnostics
import WaldurClient

/// A proxy for HTTP.
struct Proxy: Sendable, Hashable {
  let host: String
  let port: Int
  /// Nil for a proxy that lets everybody in.
  let login: Login?
  /// The variable that names it.
  let variable: String

  struct Login: Sendable, Hashable {
    let name: String
    let password: String
  }

  /// Reads `http://host:port`, with or without the scheme, `name:password@` before the host; nil for
  /// anything else.
  init?(_ text: String, variable: String) {
    self.variable = variable
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
    let (host, port) = Self.parts(of: rest)
    if host.isEmpty { return nil }
    self.host = String(host)
    self.port = port.flatMap { Int($0) } ?? Self.usualPort
  }

  /// Where it is and who says so: `the proxy 10.0.0.1:3128 (https_proxy)`.
  var words: String {
    "the proxy \(host.contains(":") ? "[\(host)]" : host):\(port) (\(variable))"
  }

  /// Takes `host:port` apart; an IPv6 address stands between brackets, which are no part of it.
  static func parts(of authority: Substring) -> (host: Substring, port: Substring?) {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      let rest = authority[authority.index(after: end)...]
      return (authority[..<end].dropFirst(), rest.hasPrefix(":") ? rest.dropFirst() : nil)
    }
    let host = authority.prefix { $0 != ":" }
    let rest = authority[host.endIndex...]
    return (host, rest.isEmpty ? nil : rest.dropFirst())
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
  private let exceptions: ProxyExceptions
  /// Proxies that are named and cannot be used, by what they are for: `true` for HTTPS.
  private let unusable: [Bool: (variable: String, text: String)]

  init(_ environment: [String: String]) {
    func setting(_ names: String...) -> (variable: String, text: String)? {
      names.flatMap { [$0, $0.uppercased()] }.lazy
        .compactMap { name in environment[name].map { (name, $0) } }.first { !$0.1.isEmpty }
    }
    let (secureSetting, plainSetting) = (
      setting("https_proxy", "all_proxy"), setting("http_proxy", "all_proxy")
    )
    secure = secureSetting.flatMap { Proxy($0.text, variable: $0.variable) }
    plain = plainSetting.flatMap { Proxy($0.text, variable: $0.variable) }
    var unusable: [Bool: (variable: String, text: String)] = [:]
    if secure == nil { unusable[true] = secureSetting }
    if plain == nil { unusable[false] = plainSetting }
    self.unusable = unusable
    exceptions = ProxyExceptions(setting("no_proxy")?.text ?? "")
  }

  /// Returns the proxy for an address; nil for the direct way.
  ///
  /// Throws `waldur.unreachable` for one that cannot be used: the direct way is not what whoever
  /// named it meant.
  func proxy(for address: WaldurAddress) throws(Diagnostic) -> Proxy? {
    let (host, port) = address.place
    if exceptions.contain(host, port: port) { return nil }
    if let (variable, text) = unusable[address.isSecure] {
      // No more of it than the scheme: there may be a password in it.
      let scheme = text.firstRange(of: "://").map { String(text[..<$0.lowerBound]) } ?? ""
      throw Diagnostic(
        WaldurDiagnostic.unreachable,
        scheme.isEmpty || scheme.lowercased() == "http"
          ? "the proxy that \(variable) names cannot be understood"
          : "\(variable) names a \(scheme) proxy, and offsh speaks with HTTP proxies only",
        hint: "https_proxy=http://HOST:PORT names one; no_proxy=\(host) goes there directly")
    }
    return address.isSecure ? secure : plain
  }
}
