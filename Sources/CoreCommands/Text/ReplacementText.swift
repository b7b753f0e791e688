import CommandKit
import Diagnostics
import Values

/// What is put in place of a match: text with groups in it, or what a block computes.
struct ReplacementText {
  private enum Part {
    case text(String)
    /// 0 is the whole match.
    case group(Int)
    case block(ItemBlock)
  }

  private let parts: [Part]

  init(literal: String) { parts = [.text(literal)] }

  init(block: ItemBlock) { parts = [.block(block)] }

  /// Reads `$1`, `${name}` and `$$`; throws for a group that the expression does not have.
  init(template: String, _ matcher: TextMatcher) throws(Diagnostic) {
    var parts: [Part] = []
    var rest = template[...]
    while let dollar = rest.firstIndex(of: "$") {
      parts.append(.text(String(rest[..<dollar])))
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        parts.append(.text("$"))
        rest = rest.dropFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}") {
        parts.append(.group(try Self.group(rest[..<end].dropFirst(), matcher)))
        rest = rest[rest.index(after: end)...]
      } else {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if digits.isEmpty {
          parts.append(.text("$"))
        } else {
          parts.append(.group(try Self.group(digits, matcher)))
        }
        rest = rest[digits.endIndex...]
      }
    }
    parts.append(.text(String(rest)))
    self.parts = parts
  }

  private static func group(
    _ name: Substring, _ matcher: TextMatcher
  ) throws(Diagnostic) -> Int {
    let names = matcher.groupNames
    if let number = Int(name), (0...names.count).contains(number) { return number }
    if let index = names.firstIndex(where: { $0.map { $0 == name } ?? false }) { return index + 1 }
    throw Diagnostic(
      CommandDiagnostic.badArgument, "the expression has no group '\(name)'",
      hint: names.isEmpty
        ? "groups stand in parentheses; write $$ for a dollar sign"
        : "it has \(names.count): "
          + names.enumerated().map { "$" + ($1.map { "{\($0)}" } ?? "\($0 + 1)") }
          .joined(separator: ", "))
  }

  /// Returns what is put in place of a match.
  func text(
    for match: RegularExpression.Match, in bytes: [UInt8]
  ) throws(Diagnostic) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .group(let number):
        let range = number == 0 ? match.range : match.groups[number - 1]
        if let range { text += String(decoding: bytes[range], as: UTF8.self) }
      case .block(let block):
        let found = String(decoding: bytes[match.range], as: UTF8.self)
        text += try block.value(.string(found), 0).text
      }
    }
    return text
  }
}
