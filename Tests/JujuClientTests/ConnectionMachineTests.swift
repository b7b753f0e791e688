import Testing

@testable import JujuClient

struct ConnectionMachineTests {
  @Test func placeholder() {}
}
