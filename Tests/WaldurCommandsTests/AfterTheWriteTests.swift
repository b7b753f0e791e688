import Diagnostics
import Testing
import Values
import WaldurClient

@testable import WaldurCommands

@Suite struct AfterTheWriteTests {
  @Test func aWriteThatCannotBeLookedAtWasDone() {
    let error = #expect(throws: Diagnostic.self) {
      try OrderAction.afterwards("approve_by_provider") { () throws(Diagnostic) -> Int in
        throw Diagnostic(WaldurDiagnostic.connectionLost, "the line is cut", isRetryable: true)
      }
    }
    #expect(
      error?.message
        == "approve_by_provider was carried out, but what came of it could not be read: the line is cut"
    )
    #expect(error?.isRetryable == false)
    #expect(error?.hint?.hasPrefix("do not repeat it") == true)
  }

  @Test func secretsAreHiddenHoweverDeep() {
    func record(_ name: String, _ value: Value) -> Value { .record(Record([name: value])) }
    let offering = record(
      "secret_options",
      record(
        "backend",
        record(
          "users", .list(List([record("password", .string("hush")), .string("pst"), .bool(true)])))
      ))
    #expect(texts(in: ShowOffering.masked(offering)) == ["•••", "•••"])
  }

  private func texts(in value: Value) -> [String] {
    switch value {
    case .string(let text): [text]
    case .list(let list): list.values.flatMap(texts)
    case .record(let record): record.fields.flatMap { texts(in: $0.value) }
    default: []
    }
  }
}
