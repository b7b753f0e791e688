import Diagnostics
import JSON
import Testing

@testable import JujuCommands

/// What Juju's own client prints and sends, ours prints and sends.
struct GoldenCaseTests {
  /// Cases whose input is not given as answers of a controller; they have tests of their own.
  static let elsewhere: Set<String> = ["controllers"]

  @Test(arguments: GoldenCase.all.filter { !elsewhere.contains($0.id) })
  func printsWhatJujuPrints(_ golden: GoldenCase) throws {
    let transport = CannedTransport(answers: golden.answers)
    let stage = CommandStage(transport, directory: golden.directory, answer: golden.answer)
    let outcome = stage.run(golden.line)
    #expect(outcome.output == golden.stdout)
    #expect((outcome.exitCode == .success) == (golden.exit == 0), "\(outcome.errors)")
    if !golden.ignoresErrors { checkErrors(outcome, golden) }
    try checkRequest(transport, golden)
  }

  /// Our errors begin with Juju's; behind them stand the place and a hint.
  private func checkErrors(_ outcome: CommandStage.Outcome, _ golden: GoldenCase) {
    var expected = golden.stderr
    // Some commands of the original print their text without the word, and fail all the same.
    if golden.exit != 0, !expected.hasPrefix("ERROR") { expected = "ERROR " + expected }
    #expect(outcome.errors.hasPrefix(expected), "\(outcome.errors)")
    if golden.stderr.isEmpty { #expect(outcome.errors.isEmpty) }
  }

  private func checkRequest(_ transport: CannedTransport, _ golden: GoldenCase) throws {
    guard let expected = golden.expectedRequest else { return }
    let facade = expected.member("facade")?.string()
    let method = expected.member("method")?.string()
    let request = try #require(
      transport.requests.first { $0.facade == facade && $0.method == method })
    let parameters = try #require(expected.member("params"))
    #expect(
      try GoldenCase.canonical(request.parameters.view()) == GoldenCase.canonical(parameters))
  }

  @Test func allCasesAreRead() {
    #expect(GoldenCase.all.count == 106)
  }
}
