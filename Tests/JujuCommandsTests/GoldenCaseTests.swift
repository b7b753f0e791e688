import GoldenCases
import TestSupport
import Testing

/// What Juju's own client prints and sends, ours prints and sends; what its controllers and their
/// clients write, ours read and write.
struct GoldenCaseTests {
  /// Recorded cases, and cases computed from the rules for what no recording shows.
  static let folders = [
    GoldenFolder(), GoldenFolder(Repository.root + "/Tests/Fixtures/juju-rules"),
  ]

  @Test(arguments: folders.flatMap(\.checks)) func holds(_ check: GoldenCheck) {
    let differences = check.differences()
    #expect(differences.isEmpty, "\(differences.map(\.description).joined(separator: "\n"))")
  }

  @Test func allCasesAreRead() {
    #expect(Self.folders.flatMap { $0.unreadable } == [])
    #expect(Self.folders[0].checks.count == 106 + 10 + 67 + 8 + 67)
  }
}
