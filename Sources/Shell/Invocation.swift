import CommandKit
import Diagnostics
import JujuClient
import JujuCommands

/// A call of `offsh` taken apart: the options, and what is left of the first word that is none.
struct Invocation {
  static let misplacedOption = DiagnosticID(
    "offsh.misplaced-option", .usage,
    """
    A word behind the file spells an option of offsh. It would be the script's and not offsh's, so \
    that a --dry-run there would change things after all. Options stand before the file; what is \
    meant for the script stands behind '--'.
    """)

  let options: Options
  /// The file or subcommand and what follows it.
  let words: [String]
  /// Where the session starts.
  let start: StartingPoint

  /// Reads the arguments of the process without its name. Options stand before the file; what
  /// follows it belongs to the script.
  ///
  /// Throws for a malformed option or variable of the environment, with its place, and for words
  /// behind the file that spell an option of offsh's and would be the script's.
  init(_ arguments: [String], environment: [String: String]) throws(Diagnostic) {
    let declaration = CommandDeclaration(Options.self)
    var given: [String] = []
    var rest = arguments[...]
    while let argument = rest.first, argument.hasPrefix("-"), argument != "-" {
      given.append(rest.removeFirst())
      if argument == "--" { break }
      if Self.takesNext(argument, declaration), let value = rest.popFirst() { given.append(value) }
    }
    let (options, site) = try ProcessWords(given).bound(to: Options.self)
    self.options = options
    words = try Self.words(
      arguments, from: rest.startIndex, of: options, areFree: given.last == "--", declaration)
    start = try StartingPoint(options, site, environment)
  }

  private static func takesNext(_ argument: String, _ declaration: CommandDeclaration) -> Bool {
    declaration.flag(spelled: argument)?.kind == .flag && !argument.contains("=")
  }

  /// Returns the words of a script or tool: those before the first `--` may be no options of offsh's
  /// own unless a tool takes them.
  private static func words(
    _ arguments: [String], from start: Int, of options: Options, areFree: Bool,
    _ declaration: CommandDeclaration
  ) throws(Diagnostic) -> [String] {
    let words = arguments[start...]
    guard !areFree, let first = words.first, options.code != nil || Tool(rawValue: first) == nil
    else { return Array(words) }
    let script = options.code == nil ? first : "-c CODE"
    let end = words.firstIndex(of: "--") ?? words.endIndex
    for (index, word) in zip(words.indices, words[..<end])
    where declaration.flag(spelled: word) != nil {
      throw Diagnostic(
        misplacedOption, "\(word) stands behind \(script), where offsh does not heed it",
        at: ProcessWords(arguments).span(of: index),
        hint: """
          for offsh: offsh \(word) \(script) …
          for the script: offsh \(script) -- \(word) …
          """)
    }
    return Array(words[..<end] + words[end...].dropFirst())
  }
}

/// The words that are no files; `./check` is a file all the same.
enum Tool: String {
  case check, fmt, explain, sandbox
}

extension StartingPoint {
  /// An option decides before a variable; an empty variable is none.
  fileprivate init(
    _ options: Options, _ site: CallSite, _ environment: [String: String]
  ) throws(Diagnostic) {
    self.init()
    if let model = options.model {
      self.model = Named(model.reference, at: site.span(of: "model"))
    } else if let text = environment["JUJU_MODEL"], !text.isEmpty {
      let (name, span) = try ProcessWords.value(ModelName.self, text, of: "JUJU_MODEL")
      let isElsewhere = name.reference.controller.map { $0 != options.controller?.name } ?? false
      // A controller that was asked for is not left for the model of a variable.
      if options.controller == nil || !isElsewhere {
        model = Named(name.reference, at: span)
        modelOverride = text
      }
    }
    if let controller = options.controller {
      self.controller = Named(controller.name, at: site.span(of: "controller"))
    } else if let text = environment["JUJU_CONTROLLER"], !text.isEmpty {
      let (name, span) = try ProcessWords.value(ControllerName.self, text, of: "JUJU_CONTROLLER")
      controller = Named(name.name, at: span)
    }
    try checkAgreement(options)
  }

  private func checkAgreement(_ options: Options) throws(Diagnostic) {
    guard let wanted = options.controller?.name, let model = options.model?.reference,
      let other = model.controller, other != wanted
    else { return }
    throw Diagnostic(
      CommandDiagnostic.badArgument,
      "the model is one of \(other), and --controller says \(wanted)",
      at: self.model?.span, hint: "leave one of the two away")
  }
}
