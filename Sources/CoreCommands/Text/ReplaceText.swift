import CommandKit
import Diagnostics
import Values

/// Replaces parts of text.
struct ReplaceText: Command {
  static let name = "replace-text"
  static let group = CommandGroup.text
  static let summary = "Replace parts of text"
  static let details = """
    Every occurrence is replaced, or the first with --first, in a text or in each text of a \
    list. What is looked for is plain text, or a regular expression with --regex; in its \
    replacement $1 or ${name} stand for a group and $$ for a dollar sign: write it in '…', so \
    that it is not taken for a variable. The replacement may be a block, which gets what was \
    found.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "'hosted_mysql' | replace-text _ -",
    #"'2024-10-25' | replace-text --regex '(\d+)-(\d+)-(\d+)' '$3.$2.$1'"#,
    Example("'1 and 2' | replace-text --regex '[0-9]' { |n| \"<$n>\" }", "computed by a block"),
  ]

  @Argument("What to look for") var pattern: String
  @Argument("What to put in its place, or a block that computes it", label: "text-or-block")
  var replacement: AnyValue
  @Switch("Take what to look for as a regular expression") var regex = false
  @Switch("Replace only the first occurrence") var first = false

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    _ = try replacement(call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let call = context.call
    let (matcher, made) = try replacement(call)
    let onlyFirst = first
    return try context.mappedText { (text) throws(Diagnostic) in
      let matches = matcher.matches(in: text)
      guard !matches.isEmpty else { return .string(text) }
      let bytes = Array(text.utf8)
      var result: [UInt8] = []
      var start = 0
      for match in onlyFirst ? matches.prefix(1) : matches[...] {
        result += bytes[start..<match.range.lowerBound]
        result += try made.text(for: match, in: bytes).utf8
        start = match.range.upperBound
      }
      result += bytes[start...]
      return .string(String(decoding: result, as: UTF8.self))
    }
  }

  private func replacement(
    _ call: CallSite
  ) throws(Diagnostic) -> (TextMatcher, ReplacementText) {
    let matcher = try TextMatcher(pattern, isRegex: regex, at: call.span(of: "pattern"))
    do throws(Diagnostic) {
      if case .block(let block) = replacement.value {
        return (
          matcher, ReplacementText(block: try ItemBlock(block, call, parameter: "replacement"))
        )
      }
      let text = replacement.value.text
      if !regex { return (matcher, ReplacementText(literal: text)) }
      return (matcher, try ReplacementText(template: text, matcher))
    } catch {
      throw error.located(at: call.span(of: "replacement"))
    }
  }
}
