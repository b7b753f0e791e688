import CommandKit
import Diagnostics
import Glibc
import Values

/// Finds a plain text or a regular expression in texts.
struct TextMatcher: Sendable {
  private let expression: RegularExpression
  /// The bytes of a plain text, which are found without the expression; empty when it is needed.
  private let plain: [UInt8]

  /// Throws when `pattern` is no regular expression.
  init(_ pattern: String, isRegex: Bool, at span: SourceSpan?) throws(Diagnostic) {
    let source = isRegex ? pattern : Self.quoted(pattern)
    plain = isRegex ? [] : Array(pattern.utf8)
    do throws(ParameterError) {
      expression = try TextPattern.parse(source).expression
    } catch {
      throw Diagnostic(CommandDiagnostic.badArgument, error.message, at: span, hint: error.hint)
    }
  }

  /// All matches from left to right that do not overlap.
  func matches(in text: String) -> [RegularExpression.Match] {
    plain.isEmpty ? expression.allMatches(in: text) : plainMatches(in: text)
  }

  private func plainMatches(in text: String) -> [RegularExpression.Match] {
    var text = text
    return text.withUTF8 { bytes in
      var matches: [RegularExpression.Match] = []
      guard let base = bytes.baseAddress else { return matches }
      var start = 0
      // Where the first byte stands, the others are compared.
      while start + plain.count <= bytes.count,
        let found = memchr(base + start, Int32(plain[0]), bytes.count - start - plain.count + 1)
      {
        let lower = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        if memcmp(found, plain, plain.count) == 0 {
          start = lower + plain.count
          matches.append(RegularExpression.Match(range: lower..<start, groups: []))
        } else {
          start = lower + 1
        }
      }
      return matches
    }
  }

  var groupNames: [String?] { expression.groupNames }

  /// Returns the expression that matches a text literally. Letters, digits, `_` and everything
  /// outside ASCII stand for themselves.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_": break
      case "\0":
        result += "\\x00"
        continue
      default: if scalar.isASCII { result += "\\" }
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
