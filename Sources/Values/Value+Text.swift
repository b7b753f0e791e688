import Diagnostics
import JSON

extension Value {
  /// The value as text on a line: what `echo`, interpolation and table cells show. Strings as they
  /// are, null as `null`, lists and records as compact JSON, secrets as dots. A stream is not
  /// read: settle it first.
  package var text: String {
    switch self {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .float(let number): return FloatText.text(number)
    case .number(let number): return number.text
    case .string(let text): return text
    case .duration(let nanoseconds): return DurationText.text(nanoseconds)
    case .timestamp(let moment): return moment.text
    case .decimal(let number): return number.text
    case .list, .record:
      var writer = JSONWriter()
      do {
        try writeJSON(to: &writer, masking: true)
      } catch {
        return "«\(error.message)»"
      }
      return writer.text
    case .stream: return "«stream»"
    case .block: return "«block»"
    case .bytes(let bytes): return "«\(bytes.name)»"
    case .secret: return Secret.mask
    }
  }
}

/// Floats as text.
package enum FloatText {
  /// The shortest text that reads back as the same float; whole ones keep their `.0`.
  package static func text(_ number: Double) -> String { number.description }
}
