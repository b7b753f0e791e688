import JSON
import WaldurWire

/// What a request carries: JSON or a form, read as an object.
struct RequestBody {
  static let types = [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data",
  ]

  let value: JSONView

  /// Reads the body; nothing at all is an empty object. Throws 415 and 400.
  init(_ request: HTTPRequest) throws {
    let empty = Array("{}".utf8)
    let type = (request.headers[HTTPHeaders.Name.contentType] ?? HTTPResponse.jsonType)
    let essence = String(type.prefix { $0 != ";" }).trimmingBlanks.lowercased()
    if request.body.isEmpty {
      value = try JSONBuffer.parse(empty).root
      return
    }
    switch essence {
    case HTTPResponse.jsonType:
      do {
        value = try JSONBuffer.parse(request.body).root
      } catch {
        throw WaldurFault(400, .detail("JSON parse error - \(Self.reason(error, request.body))"))
      }
    case "application/x-www-form-urlencoded":
      let form = Query(parsing: String(decoding: request.body, as: UTF8.self))
      var members = JSONObject<Cell>()
      for item in form.items { members[item.name] = .string(item.value) }
      value = try JSONBuffer.parse(Cell.object(members.members.map { ($0.name, $0.value) }).bytes)
        .root
    default:
      throw WaldurFault(
        415, .detail("Unsupported media type \"\(type)\" in request."))
    }
  }

  /// Returns the words of the parser that real servers use, with its place: lines from 1, columns from
  /// 1, characters from 0.
  private static func reason(_ error: JSONError, _ body: [UInt8]) -> String {
    let offset = min(error.offset ?? body.count, body.count)
    let before = String(decoding: body[..<offset], as: UTF8.self)
    let line = before.filter { $0 == "\n" }.count + 1
    let column = (before.split(separator: "\n", omittingEmptySubsequences: false).last ?? "").count
    let words =
      switch error.reason {
      case .expectedName, .expectedNameOrBrace:
        "Expecting property name enclosed in double quotes"
      case .expectedColon: "Expecting ':' delimiter"
      case .expectedCommaOrBrace, .expectedCommaOrBracket: "Expecting ',' delimiter"
      case .expectedEnd: "Extra data"
      case .invalidEscape: "Invalid \\escape"
      case .controlCharacter: "Invalid control character at"
      case .unterminatedString: "Unterminated string starting at"
      default: "Expecting value"
      }
    return "\(words): line \(line) column \(column + 1) (char \(before.count))"
  }
}
