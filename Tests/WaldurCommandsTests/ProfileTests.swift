import Glibc
import Sandbox
import Shell
import TestSupport
import Testing

/// Profiles of the configuration file, each way to a token, on the sandbox's own address.
struct ProfileTests {
  private let folder: TemporaryFolder
  private let database: String
  private let tokens: [String: String]
  private let url: String

  init() throws {
    folder = TemporaryFolder()
    database = folder.path + "/sandbox.db"
    let local = try Sandbox(store: .file(database), clock: .fixed(1_795_248_000_000)).localWaldur()
    url = local.url
    tokens = Dictionary(
      local.accounts.compactMap { account in account.token.map { (account.user, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func token(_ user: String) throws -> String { try #require(tokens[user]) }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = folder.path + "/" + name
    if name.contains("/") { mkdir(folder.path + "/offsh", 0o700) }
    try #require(Repository.write(text, to: path))
    return path
  }

  private func shell(
    _ configuration: String, _ arguments: [String], _ more: [String: String] = [:]
  ) throws -> ScriptedShell {
    _ = try write(configuration, "offsh/config.yaml")
    return try ScriptedShell(
      ["--sandbox", database] + arguments,
      environment: ["XDG_CONFIG_HOME": folder.path, "HOME": folder.path].merging(more) { $1 })
  }

  @Test func aTokenComesFromAFile() throws {
    _ = try write(try token("mary") + "\n", "mary.token")
    let shell = try shell(
      "waldur:\n  work:\n    url: \(url)\n    token-file: ~/mary.token\n", ["--profile", "work"])
    #expect(shell.enter("users --me | get username").output == "mary\n")
    #expect(shell.enter("$session | get profile").output == "work\n")
  }

  @Test func aTokenComesFromTheEnvironment() throws {
    let shell = try shell(
      "waldur:\n  work:\n    url: \(url)\n    token-env: MY_TOKEN\n", ["--profile", "work"],
      ["MY_TOKEN": try token("bob")])
    #expect(shell.enter("users --me | get username").output == "bob\n")
  }

  @Test func aTokenComesFromAProgram() throws {
    let path = try write(try token("paula"), "store")
    let shell = try shell(
      "waldur:\n  work:\n    url: \(url)/api\n    token-command: cat '\(path)'\n"
        + "    provider: Nordic Compute\n", ["--profile", "work"])
    #expect(shell.enter("users --me | get username").output == "paula\n")
    #expect(shell.enter("$session | get provider").output == "Nordic Compute\n")
  }

  @Test(arguments: [
    ("token-file: /nowhere/token", "there is no token in /nowhere/token"),
    ("token-env: NOT_SET", "the environment has no token in NOT_SET"),
    ("token-command: 'false'", "the profile's token-command gave no token"),
    ("token-command: 'true'", "the profile's token-command gave no token"),
    ("token-file: ''\n    token: abc", "profile work has no setting 'token'"),
    ("ca-file: /nowhere", "does not say where its token is"),
  ])
  func withoutATokenTheReasonIsSaid(_ line: String, _ words: String) throws {
    let shell = try shell(
      "waldur:\n  work:\n    url: \(url)\n    \(line)\n", ["--profile", "work"])
    let answer = shell.enter("orders")
    #expect(answer.status == 1 && answer.text.contains(words), "\(answer.text)")
  }

  @Test(arguments: [
    ("waldur: {work: {token-env: A}}", "has no url"),
    ("waldur: {work: {url: 'ftp://x', token-env: A}}", "is no address of a server"),
    ("waldur: {work: ", "config.yaml:2:1: the file is not YAML"),
    ("waldur:\n  work:\n   url: x\n  - y\n", "config.yaml:4:3: the file is not YAML"),
    ("profiel: work\n", "config.yaml:1:1: the file has no setting 'profiel'"),
    ("profiel: work\n", "did you mean 'profile'?"),
    (
      "waldur:\n  work:\n    ulr: https://x/\n",
      "config.yaml:3:5: profile work has no setting 'ulr'"
    ),
    ("- waldur\n", "config.yaml:1:1: the file should have names with values"),
  ])
  func aBrokenConfigurationIsSaid(_ text: String, _ words: String) throws {
    let answer = try shell(text, ["--profile", "work"]).enter("orders")
    #expect(answer.status == 1 && answer.text.contains(words), "\(answer.text)")
  }

  /// Whatever is done and however it fails, the token stands nowhere: not in results, not in what a
  /// dry run or the debugging output shows, not in an error.
  @Test(arguments: [[], ["--dry-run"], ["--debug"]])
  func aTokenIsNeverShown(_ arguments: [String]) throws {
    let secret = try token("mary")
    let shell = try shell(
      "waldur:\n  work:\n    url: \(url)\n    token-env: MY_TOKEN\n",
      ["--profile", "work"] + arguments, ["MY_TOKEN": secret])
    for line in [
      "users --me", "users --me | to json", "users --fields username | to json",
      "approve-order mysql-genomics", "orders --all --state done | first", "show-provider",
      "$session | to json", "keys | to json", "set-username bob x",
    ] {
      let answer = shell.enter(line)
      #expect(!answer.text.contains(secret), "\(line)")
    }
  }
}
