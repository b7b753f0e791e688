import Diagnostics
import JSON
import JujuWire
import Testing

@testable import JujuClient

struct WireErrorDiagnosticTests {
  @Test(arguments: [
    (ErrorCode.notFound, "juju.not-found", ExitCode.failure),
    (.modelNotFound, "juju.not-found", .failure),
    (.unauthorized, "juju.permission-denied", .notPermitted),
    (.noCredentials, "juju.not-logged-in", .notPermitted),
    (.alreadyExists, "juju.already-exists", .failure),
    (.notImplemented, "juju.not-supported", .failure),
    (.forbidden, "juju.forbidden", .notPermitted),
    (.operationBlocked, "juju.operation-blocked", .failure),
    (.upgradeInProgress, "juju.try-again", .failure),
    (.none, "juju.refused", .failure), ("something new", "juju.refused", .failure),
  ])
  func codesDecideKindAndExit(_ code: ErrorCode, _ id: String, _ exit: ExitCode) {
    let error = WireError("no", code: code)
    let call = error.diagnostic(.call)
    #expect(call.id.name == id && call.exitCode == exit)
    #expect(call.message == (code == .none ? "no" : "no (\(code))"))
    #expect(error.diagnostic(.element).message == "no")
    #expect(call.isRetryable == (id == "juju.try-again"))
  }

  @Test func severalFailuresAreOne() {
    let results = ErrorResults(results: [
      ErrorResult(error: WireError("one", code: .notFound)), ErrorResult(),
      ErrorResult(error: WireError("two")),
    ])
    let error = failure { () throws(Diagnostic) in try results.check() }
    #expect(error?.message == "one\ntwo")
    #expect(results.outcome == .partly)
  }

  @Test(arguments: [
    (
      #"{"auth-tag":"user-a","credentials":"pw","macaroons":[[{"signature":"00"}]]}"#,
      #"{"auth-tag":"user-a","credentials":"•••","macaroons":"•••"}"#
    ),
    (
      #"{"users":[{"username":"bob","Password":"x"}],"secret-key":[1,2]}"#,
      #"{"users":[{"username":"bob","Password":"•••"}],"secret-key":"•••"}"#
    ),
    (
      #"{"macaroon":null,"credentials":"","macaroons":[]}"#,
      #"{"macaroon":null,"credentials":"","macaroons":[]}"#
    ),
    (
      #"{"cloud-credential-tag":"cloudcred-x","n":1.10}"#,
      #"{"cloud-credential-tag":"cloudcred-x","n":1.10}"#
    ),
    ("password", "«8 bytes, no JSON»"),
  ])
  func secretsAreMasked(_ json: String, _ shown: String) {
    #expect(Redactor.shown(Array(json.utf8)) == shown)
  }

  @Test func everyDiagnosticIsNamedOnce() {
    let names = JujuDiagnostic.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(JujuDiagnostic.all.allSatisfy { $0.name.hasPrefix("juju.") && !$0.explanation.isEmpty })
  }
}
