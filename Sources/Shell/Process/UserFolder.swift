/// A folder in which offsh keeps things of its user (XDG Base Directory Specification 0.8).
///
/// A path that is not absolute counts as none, that of the home folder as well: nothing is kept in
/// whatever folder the user happens to be in. Of `JUJU_DATA` Juju's own client decides.
enum UserFolder {
  /// Settings.
  case configuration
  /// What lasts: the sandbox.
  case data
  /// What happened: history and audit log.
  case state

  /// Returns the path of something of offsh's in it; nil without a home.
  func path(_ name: String, _ environment: [String: String]) -> String? {
    guard let variable = variable(environment), let folder = environment[variable] else {
      return nil
    }
    return folder + (variable == "HOME" ? "/" + belowHome : "") + "/offsh/" + name
  }

  /// Returns the variable of the environment that says where it is; nil without a home.
  func variable(_ environment: [String: String]) -> String? {
    [ownVariable, "HOME"].first { environment[$0]?.hasPrefix("/") == true }
  }

  private var ownVariable: String {
    switch self {
    case .configuration: "XDG_CONFIG_HOME"
    case .data: "XDG_DATA_HOME"
    case .state: "XDG_STATE_HOME"
    }
  }

  private var belowHome: String {
    switch self {
    case .configuration: ".config"
    case .data: ".local/share"
    case .state: ".local/state"
    }
  }
}
