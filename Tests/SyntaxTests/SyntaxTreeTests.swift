import Diagnostics
import Syntax
import TestSupport
import Testing

struct SyntaxTreeTests {
  @Test(arguments: 0..<150 as Range<UInt64>)
  func generatedProgramsHaveNoErrorAndPrintBack(_ seed: UInt64) {
    var generator = ProgramGenerator(seed: seed)
    let text = generator.program(statements: 8)
    let tree = parse(SourceText(text))
    #expect(tree.diagnostics.map { $0.rendered() } == [])
    #expect(tree.printed == text)
  }

  @Test(arguments: 0..<25 as Range<UInt64>)
  func everyBeginningOfAProgramIsAtMostUnfinished(_ seed: UInt64) {
    var generator = ProgramGenerator(seed: seed)
    let text = generator.program(statements: 3)
    var beginning = ""
    for scalar in text.unicodeScalars {
      beginning.unicodeScalars.append(scalar)
      let tree = parse(SourceText(beginning))
      if tree.hasErrors, !tree.isPartial {
        Issue.record("\(beginning)\n>>> \(tree.diagnostics.map(finding))")
        return
      }
    }
  }

  @Test func placeholdersAreListed() {
    let tree = parse(SourceText("juju integrate <application>[:<endpoint>] [--force]"))
    #expect(tree.placeholders.map(\.label) == ["application", ":<endpoint>", "--force"])
    #expect(tree.placeholders.map(\.isOptional) == [false, true, true])
    #expect(!tree.isPartial)
  }

  @Test func tokensSayWhatTheyAre() {
    let tree = parse(SourceText("let x = offers --all | where .a == \"b $c\" # why"))
    let kinds = tree.tokens.filter { $0.kind != .blank }.map(\.kind)
    #expect(
      kinds == [
        .keyword, .name, .assign, .command, .flag, .pipe, .keyword, .field, .infixOperator, .string,
        .variable, .string, .comment,
      ])
  }

  @Test func warningsAndErrorsAreToldApart() {
    #expect(!parse(SourceText("echo a")).hasErrors)
    #expect(parse(SourceText("echo )")).hasErrors)
    #expect(!parse(SourceText("echo a")).isPartial)
  }
}
