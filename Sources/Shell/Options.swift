import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Values

/// When to use colour.
enum ColourChoice: String, ChoiceParameter {
  case auto, always, never
  static var typeName: String { "when" }
}

/// The options of the `offsh` call, declared like a command so that help and man page are computed.
struct Options: Command {
  static let name = "offsh"
  static let group = CommandGroup.shell
  static let summary =
    "Share services across teams and clouds: an interactive shell and script runner"
  static let details = """
    Without a file, offsh reads lines at a prompt, or from standard input when that is no
    terminal. With a file it checks the whole file and runs it; what follows is $args.

    offsh check FILE…      check files without running them (--json for editors)
    offsh fmt FILE…        print files in the standard layout (--write to change them, - for stdin)
    offsh explain ID       say more about a diagnostic
    offsh sandbox path     where the sandbox keeps its state; also reset, seed, add-controller NAME
    offsh sandbox serve    open the sandbox to other programs (--help says more)
    """
  static let examples: [Example] = []

  @Flag("Run this code instead of a file", short: "c", name: "code", label: "CODE")
  var code: String?
  @Flag("Use the sandbox in this file, or :memory:", label: "PATH") var sandbox: String?
  @Flag("Start in this model", short: "m", label: "[CONTROLLER:][USER/]MODEL") var model: String?
  @Flag("Start on this controller", label: "NAME") var controller: String?
  @Flag("Use this Waldur profile", label: "NAME") var profile: String?
  @Flag("Act for this service provider", label: "NAME") var provider: String?
  @Switch("Send no write; say what would have been sent") var dryRun = false
  @Switch("Refuse writes") var readOnly = false
  @Switch("Answer the questions before something is taken away with yes", short: "y")
  var yes = false
  @Flag("Print results in this format") var format: WriteFormat?
  @Flag("Use colour", aliases: ["colour"]) var color = ColourChoice.auto
  @Switch("Print results and errors only", short: "q") var quiet = false
  @Flag("Wait this long for one answer of a server; 2m when left away") var timeout: Duration?
  @Switch("Show requests and answers, without secrets") var debug = false
  @Switch("Show this help", short: "h") var help = false
  @Switch("Show the version") var version = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output { .nothing }

  /// The gate's mode that the options ask for.
  var mode: EffectGate.Mode { dryRun ? .dryRun : (readOnly ? .readOnly : .live) }
}

/// A call of `offsh` taken apart: the options, and what is left of the first word that is none.
struct Invocation {
  let options: Options
  /// The file or subcommand and what follows it.
  let words: [String]

  /// Reads the arguments of the process without its name. Options stand before the file; what
  /// follows it belongs to the script.
  init(_ arguments: [String]) throws(Diagnostic) {
    let declaration = CommandDeclaration(Options.self)
    var given: [String] = []
    var rest = arguments[...]
    while let argument = rest.first, argument.hasPrefix("-"), argument != "-" {
      given.append(rest.removeFirst())
      if argument == "--" { break }
      if Self.takesNext(argument, declaration), let value = rest.popFirst() { given.append(value) }
    }
    words = Array(rest)
    options = try Self.bind(given, Options.self)
  }

  private static func takesNext(_ argument: String, _ declaration: CommandDeclaration) -> Bool {
    guard !argument.contains("=") else { return false }
    let isLong = argument.hasPrefix("--")
    let name = String(argument.drop { $0 == "-" })
    guard let (_, flag) = declaration.flag(named: name, isLong: isLong) else { return false }
    return flag.kind == .flag
  }

  /// Reads words as the arguments of what is declared like a command.
  static func bind<Declared: Command>(
    _ words: [String], _ declared: Declared.Type
  ) throws(Diagnostic) -> Declared {
    let declaration = CommandDeclaration(declared)
    let line = SourceText(words.joined(separator: " "), name: "command line")
    var offset = 0
    let arguments = words.map { word -> CallArgument in
      let start = offset
      offset += word.utf8.count + 1
      return argument(word, at: start, line)
    }
    let place = SourceSpan(line, 0..<0)
    let (call, problems) = Binder.bind(
      arguments, to: declaration, nameSpan: place, isFed: false)
    if let problem = problems.first { throw problem }
    guard let (command, _) = try call?.command([]), let bound = command as? Declared else {
      return Declared()
    }
    return bound
  }

  private static func argument(_ word: String, at start: Int, _ line: SourceText) -> CallArgument {
    func literal(_ text: String, _ start: Int) -> ArgumentSource {
      let range = start..<(start + text.utf8.count)
      return .text(
        LiteralText(text, span: SourceSpan(line, range)) { inner in
          (start + inner.lowerBound)..<(start + inner.upperBound)
        })
    }
    guard word.hasPrefix("-"), word != "-", word != "--" else {
      return .value(literal(word, start))
    }
    let isLong = word.hasPrefix("--")
    let body = word.dropFirst(isLong ? 2 : 1)
    let name = body.prefix { $0 != "=" }
    let value = body.dropFirst(name.count).dropFirst()
    let attached =
      body.contains("=")
      ? literal(String(value), start + word.utf8.count - value.utf8.count) : nil
    return .flag(
      name: String(name), isLong: isLong, attached: attached, asWord: literal(word, start),
      span: SourceSpan(line, start..<(start + word.utf8.count)))
  }
}
