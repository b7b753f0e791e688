import JujuWire
import Testing

@Suite struct OfferURLTests {
  @Test(arguments: [
    ("foo:admin/default.hosted_mysql", "hosted_mysql"), ("a/model.app", "a"),
    ("foo:me/Model.app:db", "Model"), ("admin/default.x@y:db", "x@y"),
    ("user/prod/applicationname/extra", "user/prod/applicationname/extra"),
    ("foo:app/app.app@", "app@"), ("default.äpfel", "äpfel"),
  ])
  func errorsPointAtThePartTheyAreAbout(_ input: String, _ part: String) throws {
    do throws(TextError) {
      _ = try OfferURL.parse(input)
      Issue.record("\(input) was accepted")
    } catch {
      #expect(String(decoding: Array(input.utf8)[error.range], as: UTF8.self) == part)
    }
  }
}
