import Diagnostics
import Testing
import WaldurClient

@testable import WaldurNetwork

@Suite struct ProxySettingsTests {
  private func proxy(_ environment: [String: String], _ address: String) throws -> String? {
    let address = try #require(WaldurAddress(address))
    return try ProxySettings(environment).proxy(for: address).map { "\($0.host) \($0.port)" }
  }

  @Test(arguments: [
    ("http://[::1]:3128", "::1 3128"), ("[fe80::2]", "fe80::2 1080"),
    ("http://u:p@[::1]:8/", "::1 8"), ("proxy:8080", "proxy 8080"), ("10.0.0.1", "10.0.0.1 1080"),
  ])
  func proxiesAreRead(text: String, shown: String) throws {
    #expect(try proxy(["https_proxy": text], "https://h/api/") == shown)
  }

  @Test(arguments: ["::1", "[::1]", "x,::1", "*"])
  func exceptionsMayBeOfTheSixthVersion(exceptions: String) throws {
    let environment = ["all_proxy": "proxy:1", "no_proxy": exceptions]
    #expect(try proxy(environment, "http://[::1]:8000/api/") == nil)
  }

  @Test func aProxyThatCannotBeUsedIsNotPassedOver() throws {
    let environment = ["ALL_PROXY": "socks5://u:hush@proxy:1080"]
    let error = #expect(throws: Diagnostic.self) { try proxy(environment, "https://h/api/") }
    #expect(error?.message.contains("socks5 proxy") == true)
    #expect(error?.message.contains("hush") == false)
    #expect(try proxy(["no_proxy": "h"].merging(environment) { $1 }, "https://h/api/") == nil)
  }
}
