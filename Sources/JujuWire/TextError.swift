/// Why a text that a person wrote could not be read, and where in it.
package struct TextError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The words Juju uses.
  package let message: String
  /// UTF-8 offsets inside the text; empty for something missing at a place.
  package let range: Range<Int>

  package init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  package var description: String { message }

  /// Returns the error with its place moved, for a text that is a part of a longer one.
  package func shifted(by offset: Int) -> TextError {
    TextError(message, at: range.lowerBound + offset..<range.upperBound + offset)
  }
}

extension String {
  /// Returns the text in double quotes the way Juju prints it: quotes, backslashes and controls
  /// escaped.
  package var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case let scalar where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\x" + (hex.utf8.count < 2 ? "0" : "") + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
