import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import JujuCommands
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
    Without a file, offsh reads lines at a prompt, or from standard input when that is no \
    terminal. With a file it checks the whole file and runs it; what follows is $args. Options \
    stand before the file: behind it, a word that spells one is refused, because a script run \
    with a --dry-run that nobody heeds would change things. Behind -- everything is the script's. \
    Of a page of Markdown (*.md) the blocks of code marked offsh are run.

      offsh check FILE…     check files without running them (--json for editors)
      offsh fmt FILE…       print files in the standard layout (--write, - for stdin)
      offsh explain ID      say more about a diagnostic
      offsh sandbox path    where the sandbox keeps its state; also reset,
                            seed [--orders N], add-controller NAME
      offsh sandbox serve   open the sandbox to other programs (--help says more)
    """
  static let examples: [Example] = []

  @Flag("Run this code instead of a file", short: "c", name: "code", label: "CODE")
  var code: String?
  @Flag("Use the sandbox in this file, or :memory:", label: "PATH") var sandbox: SandboxPlace?
  @Flag("Start in this model", short: "m", label: "[CONTROLLER:][USER/]MODEL") var model: ModelName?
  @Flag("Start on this controller", label: "NAME") var controller: ControllerName?
  @Flag("Use this Waldur profile", label: "NAME") var profile: String?
  @Flag("Act for this service provider", label: "NAME") var provider: String?
  @Switch("Send no write; say what would have been sent") var dryRun = false
  @Switch("Refuse writes") var readOnly = false
  @Switch("Answer the questions before something is taken away with yes", short: "y")
  var yes = false
  @Flag("Print results in this format", label: "FORMAT") var format: WriteFormat?
  @Flag("Use colour: auto, always or never", aliases: ["colour"], label: "WHEN")
  var color = ColourChoice.auto
  @Switch("Print results and errors only", short: "q") var quiet = false
  @Flag("Wait this long for one answer of a server; 2m when left away") var timeout: Patience?
  @Switch("Show requests and answers, without secrets") var debug = false
  @Switch("Show this help", short: "h") var help = false
  @Switch("Show the version") var version = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output { .nothing }

  /// The gate's mode that the options ask for.
  var mode: EffectGate.Mode { dryRun ? .dryRun : (readOnly ? .readOnly : .live) }
}

/// How long somebody wants to wait: longer than nothing.
struct Patience: ParameterValue {
  let duration: Duration

  static var typeName: String { Duration.typeName }
  static var expectation: String { Duration.expectation }

  static func parse(_ text: String) throws(ParameterError) -> Patience {
    let duration = try Duration.parse(text)
    guard duration > .zero else {
      throw ParameterError(
        "\(text) leaves no time for an answer", hint: "write how long to wait, such as 30s or 2m")
    }
    return Patience(duration: duration)
  }

  var value: Value { duration.value }
}
