import CommandKit
import Diagnostics

/// Words that the process got, read by the same rules as the arguments of a command.
struct ProcessWords {
  /// A word as messages show it: in quotes where a shell would take it apart.
  private struct Shown {
    let text: String
    let isQuoted: Bool

    init(_ word: String) {
      let plain = "-_=:./,@%+~".utf8
      isQuoted =
        word.isEmpty
        || !word.utf8.allSatisfy { byte in
          byte >= 0x80 || plain.contains(byte) || Character(Unicode.Scalar(byte)).isLetter
            || Character(Unicode.Scalar(byte)).isNumber
        }
      text =
        isQuoted
        ? "'"
          + word.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: #"'\''"#) + "'" : word
    }
  }

  private let words: [String]
  private let shown: [Shown]
  /// Where the first word begins.
  private let offset: Int
  private let line: SourceText

  /// `behind` is what stood before the words.
  init(_ words: [String], behind start: String = "offsh") {
    self.words = words
    shown = words.map { Shown($0) }
    offset = start.utf8.count + 1
    line = SourceText(
      ([start] + shown.map(\.text)).joined(separator: " "), name: "command line")
  }

  /// Returns what is declared like a command with its parameters set, and where each stands.
  func bound<Declared: Command>(
    to declared: Declared.Type
  ) throws(Diagnostic) -> (Declared, CallSite) {
    let arguments = words.indices.map { argument($0) }
    return try Binder.command(declared, arguments, nameSpan: SourceSpan(line, 0..<(offset - 1)))
  }

  /// Returns the value of a variable of the environment, and its place for messages.
  static func value<Parameter: ParameterValue>(
    _ type: Parameter.Type, _ text: String, of variable: String
  ) throws(Diagnostic) -> (Parameter, SourceSpan) {
    let line = SourceText("\(variable)=\(text)", name: "environment")
    let start = variable.utf8.count + 1
    do throws(ParameterError) {
      return (try type.parse(text), SourceSpan(line, start..<line.bytes.count))
    } catch {
      let range = error.range ?? 0..<text.utf8.count
      throw Diagnostic(
        CommandDiagnostic.badArgument, error.message,
        at: SourceSpan(line, (start + range.lowerBound)..<(start + range.upperBound)),
        hint: error.hint ?? "\(variable) should be \(type.expectation)")
    }
  }

  /// Where a word stands.
  func span(of index: Int) -> SourceSpan {
    let start = shown[..<index].reduce(offset) { $0 + $1.text.utf8.count + 1 }
    return SourceSpan(line, start..<(start + shown[index].text.utf8.count))
  }

  private func argument(_ index: Int) -> CallArgument {
    let word = words[index]
    guard word.hasPrefix("-"), word != "-", word != "--" else {
      return .value(literal(index, from: 0))
    }
    let isLong = word.hasPrefix("--")
    let body = word.dropFirst(isLong ? 2 : 1)
    let name = body.prefix { $0 != "=" }
    let value = body.dropFirst(name.count).dropFirst()
    let attached =
      body.contains("=") ? literal(index, from: word.utf8.count - value.utf8.count) : nil
    return .flag(
      name: String(name), isLong: isLong, attached: attached, asWord: literal(index, from: 0),
      span: span(of: index))
  }

  /// The part of a word from a UTF-8 offset on.
  private func literal(_ index: Int, from start: Int) -> ArgumentSource {
    let word = words[index]
    let whole = span(of: index)
    let isQuoted = shown[index].isQuoted
    // Where a quote stands in a quoted word its letters stand elsewhere than in the word.
    guard !isQuoted || !word.contains("'") else {
      return .text(
        LiteralText(String(decoding: word.utf8.dropFirst(start), as: UTF8.self), span: whole) { _ in
          whole.range
        })
    }
    let first = whole.range.lowerBound + (isQuoted ? 1 : 0) + start
    let range = start == 0 ? whole.range : first..<(first + word.utf8.count - start)
    return .text(
      LiteralText(
        String(decoding: word.utf8.dropFirst(start), as: UTF8.self),
        span: SourceSpan(line, range)
      ) { inner in
        (first + inner.lowerBound)..<(first + inner.upperBound)
      })
  }
}
