/// Why a text is no JSON, or why a value cannot be decoded or encoded.
package struct JSONError: Error, Sendable, Hashable {
  /// What went wrong.
  package enum Reason: Sendable, Hashable {
    /// There is nothing but blanks.
    case empty
    case unexpectedEnd
    case expectedValue
    case expectedName
    case expectedNameOrBrace
    case expectedColon
    case expectedCommaOrBrace
    case expectedCommaOrBracket
    /// Something follows the document.
    case expectedEnd
    /// The document is no array where one is read element by element.
    case expectedArray
    case invalidNumber
    /// A word that is not `true`, `false` or `null`.
    case invalidLiteral
    case invalidEscape
    case controlCharacter
    case invalidUTF8
    case unterminatedString
    /// Containers are nested more than 512 deep.
    case tooDeep
    /// A text of 2 GiB or more, a string of 128 MiB, a document longer than a stream allows.
    case tooLarge
    case outOfMemory

    /// The value is of another kind than its type asks for; `expected` in words (`a string`).
    case wrongKind(expected: String, found: JSONKind)
    /// An object has no member that its type requires.
    case missingMember(String)
    /// A number does not fit its type, given by name (`Int32`).
    case numberOutOfRange(type: String)
    /// A type refused a value of the right kind; a sentence of its own.
    case invalidValue(String)
    /// A Swift value has no JSON form; a sentence.
    case notEncodable(String)
  }

  package var reason: Reason
  /// The byte offset in the text, or in the whole stream; nil while encoding.
  package var offset: Int?
  /// The character at `offset`; nil at the end of the text.
  package var found: Unicode.Scalar?
  /// Where in the value: `results[3].offer.endpoints`; empty for the value itself.
  package var path: String

  package init(
    _ reason: Reason, at offset: Int? = nil, found: Unicode.Scalar? = nil, path: String = ""
  ) {
    self.reason = reason
    self.offset = offset
    self.found = found
    self.path = path
  }

  /// What happened in words, without the offset: `expected ',' or '}' after a member, found 'x'`.
  package var message: String {
    path.isEmpty ? sentence : "\(path): \(sentence)"
  }

  /// Returns the error with a step put before its path.
  func inside(_ step: JSONStep) -> JSONError {
    var error = self
    let separator = path.isEmpty || path.hasPrefix("[") ? "" : "."
    error.path = JSONStep.path([step]) + separator + path
    return error
  }

  private var sentence: String {
    switch reason {
    case .empty: "expected a JSON value, found nothing"
    case .unexpectedEnd: "the text ends in the middle of a value"
    case .expectedValue: "expected a value, found \(foundText)"
    case .expectedName: "expected a name in double quotes after ',', found \(foundText)"
    case .expectedNameOrBrace: "expected a name in double quotes or '}', found \(foundText)"
    case .expectedColon: "expected ':' after a name, found \(foundText)"
    case .expectedCommaOrBrace: "expected ',' or '}' after a member, found \(foundText)"
    case .expectedCommaOrBracket: "expected ',' or ']' after an element, found \(foundText)"
    case .expectedEnd: "expected nothing more after the value, found \(foundText)"
    case .expectedArray: "expected an array, found \(foundText)"
    case .invalidNumber: "a number is not written as JSON writes numbers"
    case .invalidLiteral: "expected true, false, null or a value in double quotes"
    case .invalidEscape: "a backslash begins no known escape"
    case .controlCharacter: "\(foundText) stands in a string, where it must be escaped"
    case .invalidUTF8: "a byte is not UTF-8"
    case .unterminatedString: "a string has no closing quote"
    case .tooDeep: "values are nested more than 512 deep"
    case .tooLarge: "a value is too large"
    case .outOfMemory: "there is not enough memory for a value"
    case .wrongKind(let expected, let found): "expected \(expected), found \(found.name)"
    case .missingMember(let name): "the member \"\(name)\" is missing"
    case .numberOutOfRange(let type): "a number does not fit \(type)"
    case .invalidValue(let sentence), .notEncodable(let sentence): sentence
    }
  }

  private var foundText: String {
    switch found {
    case nil: "the end"
    case "\n", "\r": "a line break"
    case "\t": "a tab"
    case .some(let scalar) where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
      "the control character \(scalar.value)"
    case .some(let scalar): "'\(scalar)'"
    }
  }
}
