import Diagnostics
import JSON
import Testing
import Values

struct ValueEncoderTests {
  private struct Part: Encodable {
    var name: String
    var size: Int?
  }

  private struct Whole: Encodable {
    var text = "a"
    var count = 3
    var ratio = 0.5
    var flag = true
    var missing: String?
    var parts = [Part(name: "x", size: 1), Part(name: "y")]
    var byName = ["b": 2, "a": 1]
    var moment = Timestamp(seconds: 0)
    var ready = Value.decimal(Decimal(text: "1.10") ?? Decimal(0))
    var large = UInt64.max

    enum CodingKeys: String, CodingKey {
      case text = "the-text"
      case count, ratio, flag, missing, parts
      case byName = "by-name"
      case moment, ready, large
    }
  }

  @Test(arguments: [
    (
      ValueEncoder.Form.records,
      """
      {"the-text":"a","count":3,"ratio":0.5,"flag":true,"missing":null,\
      "parts":[{"name":"x","size":1},{"name":"y","size":null}],"by-name":{"a":1,"b":2},\
      "moment":"1970-01-01T00:00:00Z","ready":1.10,"large":18446744073709551615}
      """
    ),
    (
      .document,
      """
      {"the-text":"a","count":3,"ratio":0.5,"flag":true,\
      "parts":[{"name":"x","size":1},{"name":"y"}],"by-name":{"a":1,"b":2},\
      "moment":"1970-01-01T00:00:00Z","ready":1.10,"large":18446744073709551615}
      """
    ),
  ])
  func makesRecordsInOrder(_ form: ValueEncoder.Form, _ json: String) throws {
    #expect(try ValueEncoder(form).encode(Whole()).text == json)
  }

  @Test func whatCannotBeEncodedSaysSo() {
    struct Refusing: Encodable {
      func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(0, .init(codingPath: [], debugDescription: "no"))
      }
    }
    do throws(Diagnostic) {
      _ = try ValueEncoder().encode(Refusing())
      Issue.record("it was encoded")
    } catch {
      #expect(error.id == ValueDiagnostic.malformed)
    }
  }
}
