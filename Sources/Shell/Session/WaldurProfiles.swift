// Where the Waldur half of the session comes from: the environment, a configuration file, or the
// sandbox. The file is read when a command first talks to a server, not at the start.

import Diagnostics
import Glibc
import WaldurClient
import Yams

/// The profiles of the user's configuration.
///
/// ```yaml
/// profile: puhuri            # the one to use where there are several
/// waldur:
///   puhuri:
///     url: https://puhuri.example.org/
///     token-file: ~/.config/offsh/puhuri.token    # or token-env, or token-command
///     ca-file: ~/.config/offsh/puhuri-ca.pem      # where the system does not know its authority
///     provider: Nordic Compute                    # may be left away
/// ```
struct WaldurProfiles {
  static let urlVariable = "WALDUR_API_URL"
  static let tokenVariable = "WALDUR_ACCESS_TOKEN"

  let environment: [String: String]

  /// Where the configuration stands; nil without a home.
  var path: String? { UserFolder.configuration.path("config.yaml", environment) }

  /// Returns the profile to use: the one `name` names, else that of the environment, else the one
  /// the file chooses, else its only one; nil when nothing is configured.
  ///
  /// Throws `waldur.unknown-profile` and `waldur.bad-profile`.
  func profile(named name: String?) throws(Diagnostic) -> WaldurProfile? {
    if name == nil, let profile = try profileOfEnvironment() { return profile }
    let (entries, chosen) = try configured()
    let names = entries.map(\.name)
    if let wanted = name ?? chosen {
      guard let entry = entries.first(where: { $0.name == wanted }) else {
        throw Diagnostic(
          WaldurDiagnostic.unknownProfile, "no Waldur profile is called \"\(wanted)\"",
          hint: Suggestion.hint(for: wanted, among: names)
            ?? (names.isEmpty
              ? "\(path ?? "the configuration") has none"
              : "there are \(names.joined(separator: ", "))"))
      }
      return try entry.profile(environment)
    }
    guard let first = entries.first else { return nil }
    if entries.count > 1 {
      throw Diagnostic(
        WaldurDiagnostic.badProfile,
        "several Waldur profiles are configured: \(names.joined(separator: ", "))",
        hint:
          "choose one with --profile \(first.name.asPastedWord), or write 'profile: \(first.name)' in "
          + (path ?? "the configuration"))
    }
    return try first.profile(environment)
  }

  /// Returns what the profiles of the file are called.
  func names() throws(Diagnostic) -> [String] { try configured().entries.map(\.name) }

  /// Returns the profile that the environment names; nil without a url in it.
  func profileOfEnvironment() throws(Diagnostic) -> WaldurProfile? {
    guard let url = environment[Self.urlVariable], !url.isEmpty else { return nil }
    guard let address = WaldurAddress(url) else {
      throw Self.badURL(url, in: Self.urlVariable)
    }
    return WaldurProfile(
      name: address.authority, address: address,
      tokens: TokenOfEnvironment(name: Self.tokenVariable, environment: environment))
  }

  /// Returns what the file has and which of them it chooses.
  private func configured() throws(Diagnostic) -> (entries: [ConfiguredProfile], chosen: String?) {
    guard let path, let text = try ConfigurationFile.read(path) else { return ([], nil) }
    let place = ConfigurationPlace(path: path)
    guard let top = try place.tree(text) else { return ([], nil) }
    let settings = try place.mapping(top, "the file", keys: ["waldur", "profile"])
    var entries: [ConfiguredProfile] = []
    if let waldur = settings[Node("waldur")] {
      for (key, value) in try place.mapping(waldur, "'waldur'") {
        guard let name = key.scalar?.string else { continue }
        let fields = try place.mapping(
          value, "profile \(name)", keys: ConfiguredProfile.keys)
        entries.append(ConfiguredProfile(name: name, fields: fields, path: path))
      }
    }
    return (entries, settings[Node("profile")]?.scalar?.string)
  }

  /// Returns what is wrong with an address. Who asks has no place in it and is not shown: people put
  /// passwords and tokens there.
  static func badURL(_ url: String, in place: String) -> Diagnostic {
    let reason =
      url.unicodeScalars.contains("@")
      ? "it names a user"
      : url.unicodeScalars.contains { $0 == "?" || $0 == "#" } ? "something follows its path" : url
    return Diagnostic(
      WaldurDiagnostic.badProfile, "\(place) is no address of a server: \(reason)",
      hint: "write https://waldur.example.org/")
  }
}

/// Where the configuration stands, for what is wrong with it. Its lines are never shown: they may
/// hold what nobody should see.
private struct ConfigurationPlace {
  let path: String

  /// Returns the tree of the text; nil when there is nothing in it.
  func tree(_ text: String) throws(Diagnostic) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw failure("the file is not YAML: \(problem)", mark)
      default: throw failure("the file is not YAML", nil)
      }
    } catch {
      throw failure("the file is not YAML", nil)
    }
  }

  /// Returns what a node maps; `keys` are all that it may have.
  func mapping(
    _ node: Node, _ name: String, keys: [String]? = nil
  ) throws(Diagnostic) -> Node.Mapping {
    if node.scalar?.string.isEmpty == true { return [:] }
    guard let mapping = node.mapping else {
      throw failure("\(name) should have names with values", node.mark)
    }
    guard let keys else { return mapping }
    for (key, _) in mapping {
      let word = key.scalar?.string ?? ""
      if keys.contains(word) { continue }
      throw failure(
        "\(name) has no setting '\(word)'", key.mark,
        hint: Suggestion.hint(for: word, among: keys)
          ?? "the settings are \(keys.joined(separator: ", "))")
    }
    return mapping
  }

  private func failure(_ what: String, _ mark: Mark?, hint: String? = nil) -> Diagnostic {
    let place = mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    return Diagnostic(WaldurDiagnostic.badProfile, "\(place): \(what)", hint: hint)
  }
}

/// A profile as it stands in the file.
private struct ConfiguredProfile {
  static let keys = ["url", "token-file", "token-env", "token-command", "ca-file", "provider"]

  let name: String
  let fields: Node.Mapping
  let path: String

  private func text(_ key: String) -> String? { fields[Node(key)]?.scalar?.string }

  func profile(_ environment: [String: String]) throws(Diagnostic) -> WaldurProfile {
    guard let url = text("url") else {
      throw Diagnostic(
        WaldurDiagnostic.badProfile, "profile \(name) in \(path) has no url",
        hint: "write 'url: https://waldur.example.org/'")
    }
    guard let address = WaldurAddress(url) else {
      throw WaldurProfiles.badURL(url, in: "the url of profile \(name)")
    }
    return WaldurProfile(
      name: name, address: address, provider: text("provider"),
      tokens: try tokens(environment),
      authorities: text("ca-file").map { Self.atHome($0, environment) })
  }

  private static func atHome(_ path: String, _ environment: [String: String]) -> String {
    path.hasPrefix("~/") ? (environment["HOME"] ?? "") + path.dropFirst() : path
  }

  private func tokens(_ environment: [String: String]) throws(Diagnostic) -> any TokenSource {
    if let file = text("token-file") {
      return TokenOfFile(path: Self.atHome(file, environment))
    }
    if let name = text("token-env") {
      return TokenOfEnvironment(name: name, environment: environment)
    }
    if let command = text("token-command") {
      return TokenOfCommand(command: command, environment: environment)
    }
    throw Diagnostic(
      WaldurDiagnostic.badProfile, "profile \(name) in \(path) does not say where its token is",
      hint: "write token-file, token-env or token-command; the token itself does not belong there")
  }
}

/// A token in a variable of the environment.
private struct TokenOfEnvironment: TokenSource {
  let name: String
  let environment: [String: String]

  func token(_ wait: TokenWait) throws(Diagnostic) -> AccessToken {
    if let token = try AccessToken.read(environment[name] ?? "", in: name) { return token }
    throw Diagnostic(
      WaldurDiagnostic.badProfile, "the environment has no token in \(name)",
      hint: "export \(name), without showing it to a history")
  }
}

/// A token in a file.
private struct TokenOfFile: TokenSource {
  let path: String

  func token(_ wait: TokenWait) throws(Diagnostic) -> AccessToken {
    let text = try ConfigurationFile.read(path) ?? ""
    if let token = try AccessToken.read(text, in: path) { return token }
    throw Diagnostic(
      WaldurDiagnostic.badProfile, "there is no token in \(path)",
      hint:
        "it holds the token and nothing else, and 'chmod 600' keeps it from others; the web page of "
        + "the server has one for you")
  }
}

/// Reads small files whole.
private enum ConfigurationFile {
  /// Returns the text; nil when there is no such file.
  static func read(_ path: String) throws(Diagnostic) -> String? {
    guard let file = fopen(path, "r") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw Diagnostic(
        WaldurDiagnostic.badProfile, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    return String(decoding: bytes(of: file), as: UTF8.self)
  }

  static func bytes(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 {
      bytes += piece[..<count]
    }
    return bytes
  }
}
