import NIOHTTP1
import Testing

@testable import SandboxServer

@Suite struct LocalCallerTests {
  @Test(arguments: [
    "localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:17070", "127.255.0.9:1", "[::1]",
    "[::1]:443", "waldur.sandbox",
  ])
  func thisMachineIsAdmitted(host: String) {
    #expect(LocalCaller.admits(["Host": host]))
    #expect(LocalCaller.admits(["Host": host, "Origin": "http://\(host)"]))
    #expect(LocalCaller.admits(["Host": host, "Origin": "https://\(host)/"]))
  }

  @Test(arguments: [
    "example.org", "127.0.0.1.example.org", "localhost.example.org:80", "10.0.0.1", "127.0.0.256",
    "127.0.1", "[::2]", "[::1]x", "[::1", "localhost:x", "localhost:99999", "", "0x7f.0.0.1",
  ])
  func othersAreNot(host: String) {
    #expect(!LocalCaller.admits(["Host": host]))
    #expect(!LocalCaller.admits(["Host": "localhost", "Origin": "http://\(host)"]))
  }

  @Test func aPageWithoutOriginOfItsOwnIsNot() {
    #expect(!LocalCaller.admits(["Host": "localhost", "Origin": "null"]))
    #expect(LocalCaller.admits([:]))
  }
}
