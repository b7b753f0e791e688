import CommandKit
import Diagnostics
import EffectGate
import Glibc
import Sandbox

/// The options of `offsh sandbox serve`.
struct ServeOptions: Command {
  static let name = "offsh sandbox serve"
  static let group = CommandGroup.shell
  static let summary = "Open the sandbox to other programs, on this machine only"
  static let details = """
    Juju's clients reach the controllers over wss, with an authority made on first use; Waldur's \
    reach the server over http. A ready folder for Juju's clients is written, which no other server \
    that runs has, and lines for the shell are printed: eval "$(offsh sandbox serve &)" sets them. \
    It ends with SIGTERM or Ctrl-C.
    """
  static let examples: [Example] = []

  @Flag(
    "The port of the current controller, the next ones for the others; 0 for any that are free",
    label: "N")
  var jujuPort: Int?
  @Flag("The port for http; 0 for any that is free", label: "N") var waldurPort = 0
  @Flag(
    "The folder for the authority and Juju's client files; one that no other server has when left away",
    label: "DIR")
  var data: String?
  @Flag("Keep every answer back for so many milliseconds", label: "MS") var latency = 0
  @Flag("Let this share of the requests fail on purpose: 0.05 is one in twenty", label: "RATE")
  var fail = 0.0
  @Switch("Show this help", short: "h") var help = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output { .nothing }
}

/// `offsh sandbox serve`: the sandbox with ports, until somebody ends it.
struct ServeTool {
  static let usage = DiagnosticID(
    "sandbox.serve-usage", .usage,
    """
    'offsh sandbox serve' takes ports from 0 to 65535, a latency in milliseconds and a share of \
    failing requests between 0 and 1.
    """)

  let composition: Composition
  let store: SandboxStore
  let environment: [String: String]
  let network: any Network
  let interruption: Interruption
  let termination: Termination

  /// Serves until it is ended; returns the status to end with.
  func run(_ words: [String]) throws(Diagnostic) -> Int32 {
    let options = try ProcessWords(words, behind: "offsh sandbox serve").bound(
      to: ServeOptions.self
    ).0
    if options.help {
      try composition.streams.write(
        HelpPage(ServeOptions.self, usage: "offsh sandbox serve [options]").text)
      return ExitCode.success.rawValue
    }
    try check(options)
    let request = EffectRequest.file(
      store.name, call: "sandbox serve", body: "(open to other programs, which may change it)")
    let opened = try composition.runtime.gate.write(request) { (passage) throws(Diagnostic) in
      try passage.leave { () throws(Diagnostic) in
        let folder = try ownFolder(options)
        let sandbox = try store.open()
        return (folder, sandbox, try network.serve(sandbox, settings(options, folder.path)))
      }
    }
    guard let (folder, sandbox, served) = opened else { return ExitCode.success.rawValue }
    termination.heed()
    defer {
      served.stop()
      folder.release()
    }
    let client = try sandbox.localClient()
    try ClientFolder(path: folder.path + "/juju").write(client)
    try announce(folder.path, served, sandbox)
    return wait()
  }

  /// Returns the folder of this server alone: the one that is named, else the usual one, or the first
  /// beside it that no other server has.
  private func ownFolder(_ options: ServeOptions) throws(Diagnostic) -> ServeFolder {
    if let data = options.data {
      if let folder = try ServeFolder(data) { return folder }
      throw Diagnostic(
        ServeFolder.unusable, "another sandbox serves with the folder \(data)",
        hint: "name another one with --data DIR, or end that one")
    }
    let usual = try usualFolder()
    for number in 1...999 {
      if let folder = try ServeFolder(number == 1 ? usual : "\(usual)-\(number)") { return folder }
    }
    throw Diagnostic(
      ServeFolder.unusable, "other sandboxes serve with \(usual) and all beside it",
      hint: "name a folder with --data DIR")
  }

  private func settings(_ options: ServeOptions, _ folder: String) -> ServeSettings {
    ServeSettings(
      jujuPort: options.jujuPort, waldurPort: options.waldurPort,
      latency: .milliseconds(options.latency), failureRate: options.fail, folder: folder)
  }

  private func check(_ options: ServeOptions) throws(Diagnostic) {
    func refuse(_ what: String, _ hint: String) -> Diagnostic {
      Diagnostic(Self.usage, what, hint: hint)
    }
    for (name, port) in [
      ("--juju-port", options.jujuPort ?? 0), ("--waldur-port", options.waldurPort),
    ]
    where !(0...65535).contains(port) {
      throw refuse("\(name) \(port) is no port", "ports go to 65535; 0 takes any that is free")
    }
    if options.data == "" {
      throw refuse("--data '' names no folder", "without --data offsh takes a folder of its own")
    }
    guard (0...600_000).contains(options.latency) else {
      throw refuse("--latency \(options.latency) is out of range", "milliseconds: --latency 50")
    }
    guard (0...1).contains(options.fail) else {
      throw refuse("--fail \(options.fail) is no share", "0.05 is one in twenty")
    }
  }

  private func usualFolder() throws(Diagnostic) -> String {
    if let folder = UserFolder.data.path("serve", environment) { return folder }
    throw Diagnostic(
      Self.usage, "there is no home folder to put the files in", hint: "name one with --data DIR")
  }

  /// Prints what other programs need to find the sandbox, as lines for a shell, and lets go of
  /// standard output: whoever reads it through a pipe sees its end.
  private func announce(
    _ folder: String, _ served: any ServedSandbox, _ sandbox: Sandbox
  ) throws(Diagnostic) {
    let path = folder.hasPrefix("/") ? folder : Self.workingFolder + "/" + folder
    // It opens this sandbox and nothing else.
    let token = try sandbox.localWaldur().token
    let lines =
      [
        ("JUJU_DATA", path + "/juju"),
        (WaldurProfiles.urlVariable, "http://127.0.0.1:\(served.waldurPort)/api/"),
      ] + (token.map { [(WaldurProfiles.tokenVariable, $0)] } ?? [])
      + [("OFFSH_SANDBOX_PID", "\(getpid())")]
    let text = lines.map { "export \($0.0)=\(Self.quoted($0.1))\n" }.joined()
    try composition.streams.write(text)
    composition.streams.flush()
    guard isatty(STDOUT_FILENO) == 0 else { return }
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard nowhere >= 0 else { return }
    dup2(nowhere, STDOUT_FILENO)
    close(nowhere)
  }

  private static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    return "'\(escaped)'"
  }

  private func wait() -> Int32 {
    while true {
      if let status = termination.status { return status }
      if interruption.isRequested { return ExitCode.interrupted.rawValue }
      usleep(50_000)
    }
  }
}
