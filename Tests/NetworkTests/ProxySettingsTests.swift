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

  @Test(arguments: [
    ("127.0.0.1:22501", "http://127.0.0.1:22501/"),
    ("example.org:8080", "http://example.org:8080/"),
    ("example.org:443", "https://www.example.org/"), ("[::1]:8000", "http://[::1]:8000/"),
    ("127.0.0.0/8", "http://127.9.9.9:80/"), ("10.1.0.0/15", "http://10.0.7.7/"),
    ("10.0.0.0/9", "http://10.127.0.1/"), ("fe80::/10", "http://[fe80::1]/"),
    ("0.0.0.0/0", "http://10.0.0.1/"),
    ("*.example.org", "https://www.example.org/"), (".example.org", "https://example.org/"),
    ("example.org.", "https://example.org/"), ("example.org", "https://example.org./"),
    ("EXAMPLE.org", "https://www.Example.ORG/"),
    ("a b example.org", "https://example.org/"), ("a,\texample.org c", "https://example.org/"),
    ("0:0:0:0:0:0:0:1", "http://[::1]/"), ("a,*", "https://h/"),
  ])
  func exceptionsAreReadAsCurlDoesAndMore(exceptions: String, address: String) throws {
    #expect(try proxy(["all_proxy": "proxy:1", "no_proxy": exceptions], address) == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:22501", "http://127.0.0.1:22502/"), ("example.org:443", "http://example.org/"),
    ("127.0.0.0/8", "http://128.0.0.1/"), ("10.0.0.0/9", "http://10.128.0.1/"),
    ("10.0.0.0/33", "http://10.0.0.0/"), ("example.org/8", "http://example.org/"),
    ("example.org", "https://notexample.org/"), ("0.0.1", "http://10.0.0.1/"),
    ("10.0.0.0/8", "http://10.example/"), ("", "http://h/"), (",. ,", "http://h/"),
    ("*.", "http://h/"), ("::/0", "http://10.0.0.1/"),
  ])
  func whatIsNoExceptionGoesThroughTheProxy(exceptions: String, address: String) throws {
    #expect(try proxy(["all_proxy": "proxy:1", "no_proxy": exceptions], address) == "proxy 1")
  }

  @Test func aProxyThatCannotBeUsedIsNotPassedOver() throws {
    let environment = ["ALL_PROXY": "socks5://u:hush@proxy:1080"]
    let error = #expect(throws: Diagnostic.self) { try proxy(environment, "https://h/api/") }
    #expect(error?.message.contains("ALL_PROXY names a socks5 proxy") == true)
    #expect(error?.message.contains("hush") == false)
    #expect(try proxy(["no_proxy": "h"].merging(environment) { $1 }, "https://h/api/") == nil)
  }
}
