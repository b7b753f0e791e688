import CommandKit

/// Flags that every command of Juju's client takes.
struct JujuOptions: ParameterGroup {
  @Switch("Never open a browser to log in; offsh never does", short: "B", name: "no-browser-login")
  var noBrowserLogin = false
  @Switch("Accepted as Juju accepts it; 'offsh --debug' shows requests", name: "debug")
  var debug = false
  @Switch("Accepted as Juju accepts it", short: "v", name: "verbose") var verbose = false
  @Switch("Do not report what was done", short: "q", name: "quiet") var quiet = false

  /// Says what was done, on standard error, unless nobody wants to know.
  func report(to context: CommandContext, _ line: String) {
    if !quiet { context.report(line) }
  }
}

/// Which model a command works on.
struct ModelOption: ParameterGroup {
  @Flag("The model to work on, [controller:][user/]model", short: "m", name: "model")
  var model: ModelName?
}

/// Which controller a command works on.
struct ControllerOption: ParameterGroup {
  @Flag("The controller to work on", short: "c", name: "controller") var controller: ControllerName?
}
