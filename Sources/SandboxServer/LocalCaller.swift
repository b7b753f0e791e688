import NIOHTTP1

/// Tells programs on this machine from web pages of elsewhere. A browser here reaches loopback for
/// any page: under a name that the page makes point to 127.0.0.1, which `Host` then shows, or by a
/// request across sites, which carries the page's `Origin`.
enum LocalCaller {
  /// Whether a request names this machine as the one it is for, and comes from no other's page.
  static func admits(_ headers: HTTPHeaders) -> Bool {
    headers["Host"].allSatisfy { isLoopback($0[...]) }
      && headers["Origin"].allSatisfy { origin in
        guard let scheme = origin.firstRange(of: "://") else { return false }
        return isLoopback(origin[scheme.upperBound...].prefix { $0 != "/" })
      }
  }

  private static let localhost = "localhost"
  /// What the sandbox is called in process: no name of the Internet ends so, and no page has it.
  private static let inProcess = "waldur.sandbox"

  /// Whether `host` or `host:port` is `localhost`, in 127.0.0.0/8 or `[::1]`, or the sandbox's own.
  static func isLoopback(_ authority: Substring) -> Bool {
    if authority.hasPrefix("[") {
      let parts = authority.dropFirst().split(
        separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 && parts[0] == "::1" && isPort(parts[1])
    }
    let host = authority.prefix { $0 != ":" }
    guard isPort(authority[host.endIndex...]) else { return false }
    if [localhost, inProcess].contains(host.lowercased()) { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || text.first == ":" && UInt16(text.dropFirst()) != nil
  }
}
