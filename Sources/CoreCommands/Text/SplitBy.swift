import CommandKit
import Diagnostics
import Values

/// Splits text at separators.
struct SplitBy: Command {
  static let name = "split-by"
  static let group = CommandGroup.text
  static let summary = "Split text at a separator"
  static let details = """
    Of a text comes a list of its parts, of a list of texts a list for each. The separator is \
    plain text, or a regular expression with --regex; an empty one splits into characters. Parts \
    may be empty; --max says how many there are at most, the last then holding the rest.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "'10.0.0.0/8,192.168.0.0/16' | split-by ','", "'a1b22c' | split-by --regex '[0-9]+'",
    "'user/model.offer' | split-by / --max 2",
  ]

  @Argument("What stands between the parts") var separator: String
  @Switch("Take the separator as a regular expression") var regex = false
  @Flag("How many parts at most", label: "count") var max: ItemCount?

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) { _ = try matcher(call) }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let matcher = try matcher(context.call)
    let limit = max.map { Swift.max($0.count, 1) } ?? .max
    return try context.mappedText { (text) throws(Diagnostic) in
      .list(List(Self.parts(of: text, matcher, limit).map { .string($0) }))
    }
  }

  private func matcher(_ call: CallSite) throws(Diagnostic) -> TextMatcher {
    try TextMatcher(separator, isRegex: regex, at: call.span(of: "separator"))
  }

  private static func parts(of text: String, _ matcher: TextMatcher, _ limit: Int) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    for match in matcher.matches(in: text) {
      if parts.count + 1 >= limit { break }
      // An empty match stands between characters; at the ends it separates nothing.
      if match.range.isEmpty, match.range.lowerBound == 0 || match.range.lowerBound == bytes.count {
        continue
      }
      parts.append(String(decoding: bytes[start..<match.range.lowerBound], as: UTF8.self))
      start = match.range.upperBound
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}
