/// What the containers of one decoding share: the buffer, the options, and where on the tape the next
/// member is probably found.
///
/// Values are places on the tape; `absent` stands for a member that is missing where that is allowed.
final class DecodingContext {
  static let absent = -1

  let buffer: JSONBuffer
  let rows: JSONRows
  let options: JSONDecoding
  /// Where the name behind the member found last stands. Types ask for members in the order of
  /// their properties, which mostly is the order in which they are written.
  // One decoding is one thread's, and nothing holds on to an access of this number.
  @exclusivity(unchecked) var expected = 0

  init(_ buffer: JSONBuffer, _ options: JSONDecoding) {
    self.buffer = buffer
    rows = buffer.rows
    self.options = options
  }

  func cursor(_ index: Int) -> JSONCursor { rows.cursor(at: index) }

  func kind(_ index: Int) -> JSONKind { index < 0 ? .null : cursor(index).kind }

  /// Returns the error for a place on the tape.
  func error(_ reason: JSONError.Reason, at index: Int) -> JSONError {
    guard index >= 0 else { return JSONError(reason) }
    return JSONError(reason, at: cursor(index).offset, path: rows.path(to: index))
  }

  func codingPath(_ index: Int) -> [any CodingKey] {
    index < 0 ? [] : rows.steps(to: index).map(JSONPathKey.init)
  }
}

extension DecodingContext {
  /// Decodes any type; errors of types that know nothing of JSON get their place.
  func decode<Value: Decodable>(_ type: Value.Type, at index: Int) throws -> Value {
    if type == RawJSON.self, let raw = raw(index) as? Value { return raw }
    do {
      return try Value(from: TapeDecoder(context: self, index: index))
    } catch let error as JSONError {
      throw error
    } catch let error as DecodingError {
      throw self.error(.invalidValue(Self.sentence(error)), at: index)
    } catch {
      throw self.error(.invalidValue("\(error)"), at: index)
    }
  }

  private static func sentence(_ error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "\(error)"
    }
  }

  func raw(_ index: Int) -> RawJSON {
    index < 0 ? .null : RawJSON(verbatim: Array(cursor(index).rawText))
  }

  /// Returns whether null or nothing is what a type without nil may get.
  func isZero(_ index: Int) -> Bool { options.zeroValues && kind(index) == .null }

  func bool(_ index: Int) throws -> Bool {
    if index >= 0, let value = cursor(index).bool() { return value }
    if isZero(index) { return false }
    throw mismatch("a boolean", at: index)
  }

  func string(_ index: Int) throws -> String {
    if index >= 0, let value = cursor(index).string() { return value }
    if isZero(index) { return "" }
    throw mismatch("a string", at: index)
  }

  func double(_ index: Int) throws -> Double {
    if index >= 0, let value = cursor(index).double() { return value }
    if isZero(index) { return 0 }
    throw numberError(expected: "a number", type: "Double", at: index)
  }

  func float(_ index: Int) throws -> Float {
    let value = try double(index)
    let narrow = Float(value)
    guard narrow.isFinite else { throw error(.numberOutOfRange(type: "Float"), at: index) }
    return narrow
  }

  func integer<Value: FixedWidthInteger>(_ type: Value.Type, _ index: Int) throws -> Value {
    if index >= 0, let wide = cursor(index).int64(), let value = Value(exactly: wide) {
      return value
    }
    if isZero(index) { return 0 }
    if index >= 0, type == UInt64.self || type == UInt.self,
      let wide = cursor(index).uint64(), let value = Value(exactly: wide)
    {
      return value
    }
    throw numberError(expected: "an integer", type: "\(type)", at: index)
  }

  /// Returns the error of a value that is no number, or of a number that does not fit.
  private func numberError(expected: String, type: String, at index: Int) -> JSONError {
    let kind = kind(index)
    let isRange = kind == .int || (kind == .float && expected == "a number")
    return isRange ? error(.numberOutOfRange(type: type), at: index) : mismatch(expected, at: index)
  }

  func mismatch(_ expected: String, at index: Int) -> JSONError {
    error(.wrongKind(expected: expected, found: kind(index)), at: index)
  }
}

/// A step of a coding path.
struct JSONPathKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(_ step: JSONStep) {
    switch step {
    case .element(let position): (stringValue, intValue) = ("\(position)", position)
    case .member(let name): (stringValue, intValue) = (name, nil)
    }
  }

  init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
  init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
}
