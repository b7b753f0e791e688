import CommandKit
import Diagnostics
import Values

/// Finds a plain text or a regular expression in texts.
struct TextMatcher: Sendable {
  private let expression: RegularExpression

  /// Throws when `pattern` is no regular expression.
  init(_ pattern: String, isRegex: Bool, at span: SourceSpan?) throws(Diagnostic) {
    let source = isRegex ? pattern : Self.quoted(pattern)
    do throws(ParameterError) {
      expression = try TextPattern.parse(source).expression
    } catch {
      throw Diagnostic(CommandDiagnostic.badArgument, error.message, at: span, hint: error.hint)
    }
  }

  /// All matches from left to right that do not overlap.
  func matches(in text: String) -> [RegularExpression.Match] { expression.allMatches(in: text) }

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
