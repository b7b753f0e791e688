/// A JSON value of any kind that is passed on as it is written, blanks and all.
///
/// Equal when written alike: `1.0` is not `1`.
package struct RawJSON: Codable, Sendable, Hashable {
  /// The text of exactly one value, without blanks around it.
  package let text: [UInt8]

  /// null.
  package static let null = RawJSON(verbatim: Array("null".utf8))

  /// Takes the value that was read.
  package init(_ view: JSONView) {
    text = view.withRawText { Array($0) }
  }

  /// Takes a text after checking that it is one value.
  package init(parsing text: String) throws(JSONError) {
    self.init(try JSONBuffer.parse(text).root)
  }

  /// Takes bytes after checking that they are the text of one value.
  package init(bytes: [UInt8]) throws(JSONError) {
    self.init(try JSONBuffer.parse(bytes).root)
  }

  /// Takes a text that is known to be one value.
  init(verbatim text: [UInt8]) {
    self.text = text
  }

  /// Reads the value.
  package func view() throws(JSONError) -> JSONView { try JSONBuffer.parse(text).root }

  /// Whether the value is null.
  package var isNull: Bool { self == .null }

  package init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? TapeDecoder else {
      throw JSONError(.invalidValue("only JSON can be taken as it is written"))
    }
    self = decoder.context.raw(decoder.index)
  }

  package func encode(to encoder: any Encoder) throws {
    guard let encoder = encoder as? TextEncoder else {
      throw JSONError(.notEncodable("only JSON can be passed on as it was written"))
    }
    encoder.context.write(self)
  }
}

extension RawJSON: CustomStringConvertible {
  /// The value as it is written.
  package var description: String { String(decoding: text, as: UTF8.self) }
}
