import CSimdjson

extension JSONError {
  /// Makes the error of an outcome that is one.
  init?(_ outcome: offsh_json_outcome, in text: UnsafeBufferPointer<UInt8>) {
    guard let reason = Reason(outcome.reason) else { return nil }
    self.init(reason, at: outcome.offset, found: Self.scalar(at: outcome.offset, in: text))
  }

  /// Returns the character at an offset; nil at the end and for what is not UTF-8.
  private static func scalar(
    at offset: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar? {
    guard offset < text.count else { return nil }
    let bytes = text[offset..<min(offset + 4, text.count)]
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }
}

extension JSONError.Reason {
  fileprivate init?(_ reason: offsh_json_reason) {
    switch reason {
    case OFFSH_JSON_OK: return nil
    case OFFSH_JSON_EMPTY: self = .empty
    case OFFSH_JSON_UNEXPECTED_END: self = .unexpectedEnd
    case OFFSH_JSON_EXPECTED_VALUE: self = .expectedValue
    case OFFSH_JSON_EXPECTED_NAME: self = .expectedName
    case OFFSH_JSON_EXPECTED_NAME_OR_BRACE: self = .expectedNameOrBrace
    case OFFSH_JSON_EXPECTED_COLON: self = .expectedColon
    case OFFSH_JSON_EXPECTED_COMMA_OR_BRACE: self = .expectedCommaOrBrace
    case OFFSH_JSON_EXPECTED_COMMA_OR_BRACKET: self = .expectedCommaOrBracket
    case OFFSH_JSON_EXPECTED_END: self = .expectedEnd
    case OFFSH_JSON_INVALID_NUMBER: self = .invalidNumber
    case OFFSH_JSON_INVALID_LITERAL: self = .invalidLiteral
    case OFFSH_JSON_INVALID_ESCAPE: self = .invalidEscape
    case OFFSH_JSON_CONTROL_CHARACTER: self = .controlCharacter
    case OFFSH_JSON_INVALID_UTF8: self = .invalidUTF8
    case OFFSH_JSON_UNTERMINATED_STRING: self = .unterminatedString
    case OFFSH_JSON_TOO_DEEP: self = .tooDeep
    case OFFSH_JSON_TOO_LARGE: self = .tooLarge
    case OFFSH_JSON_EXPECTED_ARRAY: self = .expectedArray
    default: self = .outOfMemory
    }
  }
}
