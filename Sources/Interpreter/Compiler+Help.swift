import CommandKit
import Syntax

extension Compiler {
  /// Returns `help NAME` for `NAME --help` and `NAME -h`, as people have it from everywhere; nil for
  /// a call that does not ask, or whose command has such a flag of its own.
  func helpAsked(
    by call: CommandCall, of name: String, _ declaration: CommandDeclaration
  ) -> RunStage? {
    guard let help = table["help"] else { return nil }
    for argument in call.arguments {
      if case .word(let word) = argument, word.literalText == "--" { return nil }
      guard case .flag(let flag) = argument, flag.value == nil else { continue }
      let isLong = flag.dashes == 2
      guard flag.name.text == (isLong ? "help" : "h"),
        declaration.flag(named: flag.name.text, isLong: isLong) == nil
      else { continue }
      let range = flag.range
      let subject = LiteralText(name, span: span(range)) { _ in range }
      let (bound, _) = Binder.bind(
        [.value(.text(subject))], to: help, nameSpan: span(call.name.range), isFed: false)
      return bound.map { runBuiltIn($0, [], span(call.range)) }
    }
    return nil
  }
}
