import JSON
import JujuWire
import Testing

@Suite struct OfferURLTests {
  private func vectors(_ name: String) throws -> [JSONView] {
    Array(try #require(MessageTests.fixture("offer-urls.json").member(name)).elements)
  }

  private func text(_ view: JSONView, _ names: String...) -> String {
    var view: JSONView? = view
    for name in names { view = view?.member(name) }
    return view?.string() ?? ""
  }

  @Test func parsesAsJujuDoes() throws {
    for vector in try vectors("vectors") {
      let input = text(vector, "input")
      let mode = text(vector, "mode") == "partial" ? OfferURL.Mode.partial : .full
      do throws(TextError) {
        let url = try OfferURL.parse(input, mode: mode)
        #expect(vector.member("error") == nil, "\(input) was accepted")
        #expect(url.source == text(vector, "parts", "source"), "\(input)")
        #expect(url.user == text(vector, "parts", "user"), "\(input)")
        #expect(url.model == text(vector, "parts", "model"), "\(input)")
        #expect(url.name == text(vector, "parts", "name"), "\(input)")
        #expect(url.hasEndpoint == vector.member("has_endpoint")?.bool(), "\(input)")
        if let string = vector.member("string") {
          #expect(url.description == string.string(), "\(input)")
        }
      } catch {
        #expect(error.message == text(vector, "error"), "\(input)")
        #expect(error.range.upperBound <= input.utf8.count, "\(input)")
      }
    }
  }

  @Test func splitsOffTheSource() throws {
    for vector in try vectors("split_vectors") {
      let (source, rest) = OfferURL.splitSource(text(vector, "input"))
      #expect(source == text(vector, "source") && rest == text(vector, "rest"))
    }
  }

  @Test func writesURLs() throws {
    for vector in try vectors("make") {
      let url = OfferURL(
        source: text(vector, "source"), user: text(vector, "user"), model: text(vector, "model"),
        name: text(vector, "name"))
      #expect(url.description == text(vector, "string"))
    }
    for vector in try vectors("as_local") {
      let url = try OfferURL.parse(text(vector, "input"))
      #expect(url.asLocal.description == text(vector, "string"))
    }
  }

  @Test func parsesLocalEndpoints() throws {
    for vector in try vectors("local_endpoint_vectors") {
      let input = text(vector, "input")
      do throws(TextError) {
        let end = try ApplicationEndpoint.parse(input)
        #expect(vector.member("error") == nil, "\(input) was accepted")
        #expect(end.application == text(vector, "parts", "application"))
        #expect((end.endpoint ?? "") == text(vector, "parts", "endpoint"))
      } catch {
        #expect(error.message == text(vector, "error"), "\(input)")
      }
    }
  }

  @Test func parsesOfferSpecifications() throws {
    for vector in try vectors("offer_spec_vectors") {
      let input = text(vector, "input")
      do throws(TextError) {
        let offer = try OfferSpecification.parse(input)
        #expect(vector.member("error") == nil, "\(input) was accepted")
        #expect(offer.model == text(vector, "parts", "model"))
        #expect(offer.application == text(vector, "parts", "application"))
        let endpoints = vector.member("parts")?.member("endpoints")?.elements.compactMap {
          $0.string()
        }
        #expect(offer.endpoints == endpoints)
      } catch {
        #expect(error.message == text(vector, "error"), "\(input)")
      }
    }
  }

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
