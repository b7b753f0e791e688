import Diagnostics
import JujuWire
import Testing

@testable import JujuClient

struct JujuSessionTests {
  private static let nobody = ScriptedTransport { _ in .cut }
  private static let listing = ScriptedTransport { request in
    request.call == "Admin.Login"
      ? nil
      : .reply([
        #"{"request-id":$ID,"response":{"user-models":[{"model":{"name":"staging","#
          + #""uuid":"staging-uuid","type":"iaas","owner-tag":"user-admin"}}]}}"#
      ])
  }

  @Test(arguments: [
    ("default", "foo:admin/default"), ("admin/default", "foo:admin/default"),
    ("bob/prod", "foo:bob/prod"), ("foo:bob/prod", "foo:bob/prod"),
    ("prod-uuid", "foo:bob/prod"), ("staging", "foo:admin/staging"),
  ])
  func findsModels(_ text: String, _ found: String) throws {
    let session = Desk(Self.listing).session
    #expect(try session.model(ModelReference.parse(text)).text == found)
  }

  @Test(arguments: [
    ("defalt", "model foo:admin/defalt not found", "did you mean 'admin/default'?"),
    ("prod", "model foo:admin/prod not found", "did you mean 'bob/prod'?"),
    ("fo:default", "controller fo not found", "did you mean 'foo'?"),
    ("bar:default", "not logged in to controller \"bar\"", "log in with 'login -u USER -c bar'"),
  ])
  func unknownNamesGetTheNearest(_ text: String, _ message: String, _ hint: String) throws {
    let session = Desk(Self.listing).session
    let reference = try ModelReference.parse(text)
    let error = failure { () throws(Diagnostic) in _ = try session.model(reference) }
    #expect(error?.message == message)
    #expect(error?.hint == hint)
  }

  @Test(
    arguments: [
      ("default", nil, nil, "default"), ("bob/prod", nil, "bob", "prod"),
      ("foo:bob@external/prod", "foo", "bob@external", "prod"), (":prod", nil, nil, "prod"),
    ] as [(String, String?, String?, String)])
  func readsModelNames(
    _ text: String, _ controller: String?, _ owner: String?, _ model: String
  ) throws {
    #expect(
      try ModelReference.parse(text)
        == ModelReference(controller: controller, owner: owner, model: model))
  }

  @Test(arguments: [
    ("foo:b!b/prod", "user name \"b!b\" not valid", 4..<7),
    ("bob/Prod", "model name \"Prod\" not valid", 4..<8), ("", "model name \"\" not valid", 0..<0),
    ("a_b", "model name \"a_b\" not valid", 0..<3),
  ])
  func saysWhatIsWrongWithAModelName(_ text: String, _ message: String, _ range: Range<Int>) {
    do throws(TextError) {
      _ = try ModelReference.parse(text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.message == message)
      #expect(error.range == range)
    }
  }

  @Test func movesAndComesBack() {
    let session = Desk(Self.nobody).session
    #expect(session.position?.description == "foo:admin/default")
    session.move(to: .init(controller: "bar"))
    #expect(session.position?.description == "bar (controller)")
    #expect(session.previous == .init(controller: "foo", model: "admin/default"))
    session.move(to: .init(controller: "foo", model: "bob/prod"))
    #expect(session.previous == .init(controller: "bar"))
    #expect(session.position?.description == "foo:bob/prod")
  }

  @Test func theEnvironmentDecidesWhereItStarts() {
    let start = StartingPoint(
      model: .init(ModelReference(controller: "foo", model: "prod")), modelOverride: "foo:prod")
    let session = Desk(Self.nobody, start: start).session
    #expect(session.position?.description == "foo:admin/prod")
    #expect(session.modelOverride == "foo:prod")
  }

  @Test func withoutPasswordThereIsNoLogin() {
    let session = Desk(Self.nobody).session
    session.setAccount(KnownAccount(user: "bob"), of: "foo")
    let error = failure { () throws(Diagnostic) in
      _ = try Offers(on: session.channel()).find(OfferFilter())
    }
    #expect(error?.id == JujuDiagnostic.notLoggedIn)
    #expect(error?.exitCode == .notPermitted)
    #expect(Self.nobody.requests.isEmpty)
  }
}
