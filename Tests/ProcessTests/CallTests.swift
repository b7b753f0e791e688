import Glibc
import TestSupport
import Testing

/// How the program is called: what it makes of its options, of the environment, and of output that
/// cannot be written.
@Suite struct CallTests {
  private let home = TemporaryFolder()

  private func run(
    _ arguments: [String], _ environment: [String: String] = [:], output: String? = nil,
    meanwhile: (Int32) -> Void = { _ in }
  ) throws -> ProgramRun {
    let surroundings = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
    return try ProgramRun(
      [BuiltProgram.path("offsh")] + arguments,
      environment: surroundings.merging(environment) { $1 }, output: output, meanwhile: meanwhile)
  }

  private func check(
    _ arguments: [String], _ environment: [String: String] = [:], says expected: String,
    status: Int32 = 2
  ) throws {
    let run = try run(arguments, environment)
    #expect(run.errors == expected)
    #expect(run.output == "")
    #expect(run.status == status)
  }

  // MARK: Where to start

  /// What an address says of who asks is never shown.
  @Test(arguments: [
    "https://bob:hunter2@waldur.example.org/", "https://waldur.example.org/?token=hunter2secret",
    "https://bob:hun/hunter2@waldur.example.org/", "https://bob:a?b#hunter2@waldur.example.org",
    "https://waldur.example.org/#hunter2", "bob:hunter2@waldur.example.org",
    "https://waldur.example.org/?mail=a@b&token=hunter2",
  ])
  func aPasswordInTheAddressIsNotShown(_ url: String) throws {
    let named = try run(["-c", "providers"], ["WALDUR_API_URL": url])
    #expect(named.status != 0)
    #expect(named.errors.contains("WALDUR_API_URL is no address of a server"))
    #expect(!(named.errors + named.output).contains("hunter2"), "\(named.errors)")
    for folder in [".config", ".config/offsh"] { mkdir(home.file(folder), 0o700) }
    home.write(
      "waldur:\n  puhuri:\n    url: '\(url)'\n    token-env: X\n".utf8,
      to: ".config/offsh/config.yaml")
    let written = try run(["-c", "providers"])
    #expect(written.errors.contains("the url of profile puhuri is no address of a server"))
    #expect(!(written.errors + written.output).contains("hunter2"), "\(written.errors)")
  }

  @Test func anAddressThatIsNoneIsShown() throws {
    let run = try run(["-c", "providers"], ["WALDUR_API_URL": "waldur.example.org"])
    #expect(run.errors.contains("WALDUR_API_URL is no address of a server: waldur.example.org"))
  }

  // MARK: Where things are kept

  /// A home that is no absolute path is none: nothing is written below the folder one happens to be in.
  @Test(arguments: ["HOME", "XDG_STATE_HOME"]) func aRelativeHomeIsNone(_ name: String) throws {
    var environment = ["HOME": ""]
    environment[name] = "relative-home"
    let run = try run(
      [
        "--sandbox", ":memory:", "-c",
        "offer postgresql:db extra; config | select name value | to csv",
      ],
      environment)
    #expect(run.status == 0)
    #expect(run.output.contains("\nhistory,\n"), "\(run.output)")
    #expect(run.output.contains("\naudit-log,\n"), "\(run.output)")
  }

  @Test func aModelThatIsNoneIsAUsageError() throws {
    try check(
      ["--sandbox", ":memory:", "-m", "bigbrother:", "-c", "deploy mysql"],
      says: """
        ERROR model name "" not valid
          offsh --sandbox :memory: -m bigbrother: -c 'deploy mysql'
                                                 ^
          hint: expected a model such as default, admin/default or foo:admin/default

        """)
    try check(
      ["-m", "Bad_Name", "-c", "deploy mysql"],
      says: """
        ERROR model name "Bad_Name" not valid
          offsh -m Bad_Name -c 'deploy mysql'
                   ^^^^^^^^
          hint: names have no underscore: write Bad-Name

        """)
    #expect(try run(["-m", "", "-c", "deploy mysql"]).status == 2)
  }

  @Test func aModelOfTheEnvironmentThatIsNoneIsAUsageError() throws {
    try check(
      ["-c", "deploy mysql"], ["JUJU_MODEL": "a b"],
      says: """
        ERROR model name "a b" not valid
          JUJU_MODEL=a b
                     ^^^
          hint: JUJU_MODEL should be a model such as default, admin/default or foo:admin/default

        """)
  }

  @Test func aModelOrControllerThatIsNotThereIsSaidAtTheOption() throws {
    try check(
      ["--sandbox", ":memory:", "-m", "defautl", "-c", "offers"],
      says: """
        ERROR model foo:admin/defautl not found
          offsh --sandbox :memory: -m defautl -c offers
                                      ^^^^^^^
          hint: did you mean 'admin/default'?

        """, status: 1)
    try check(
      ["--sandbox", ":memory:", "--controller", "bigbrothr", "-c", "whoami"],
      says: """
        ERROR controller bigbrothr not found
          offsh --sandbox :memory: --controller bigbrothr -c whoami
                                                ^^^^^^^^^
          hint: did you mean 'bigbrother'?

        """, status: 1)
    try check(
      ["--sandbox", ":memory:", "-c", "whoami"], ["JUJU_CONTROLLER": "nope"],
      says: """
        ERROR controller nope not found
          JUJU_CONTROLLER=nope
                          ^^^^
          hint: known are bigbrother, foo

        """, status: 1)
  }

  @Test func twoControllersAtOnceAreAUsageError() throws {
    #expect(
      try run(["--controller", "bigbrother", "-m", "foo:default", "-c", "offers"]).status == 2)
  }

  @Test func aModelToStartInLetsTheSessionMove() throws {
    let moved = try run([
      "--sandbox", ":memory:", "-m", "admin/default", "-c", "switch another-model; switch",
    ])
    #expect(moved.output == "foo:admin/another-model\n")
    #expect(moved.status == 0)
  }

  /// Whoever names a place does not want to work elsewhere.
  @Test func clientFilesThatAreNotThereAreNotTheSandbox() throws {
    let folder = home.file("none")
    try check(
      ["-c", "deploy mysql"], ["JUJU_DATA": folder],
      says: """
        ERROR JUJU_DATA is \(folder), where there is no controllers.yaml
          deploy mysql
          ^^^^^^^^^^^^
          hint: unset JUJU_DATA, or start with --sandbox PATH to work in a sandbox

        """, status: 1)
    #expect(try run(["--sandbox", ":memory:", "-c", "offers"], ["JUJU_DATA": folder]).status == 0)
  }

  @Test func anEmptyPathIsNoSandbox() throws {
    try check(
      ["--sandbox", "", "-c", "whoami"],
      says: """
        ERROR the path of the sandbox is empty
          offsh --sandbox '' -c whoami
                          ^^
          hint: expected a file, or :memory:

        """)
  }

  // MARK: Options behind the file

  @Test func anOptionBehindTheFileIsRefused() throws {
    home.write("deploy mysql".utf8, to: "script.offsh")
    let script = home.file("script.offsh")
    try check(
      [script, "--dry-run"],
      says: """
        ERROR --dry-run stands behind \(script), where offsh does not heed it
          offsh \(script) --dry-run
                \(String(repeating: " ", count: script.utf8.count)) ^^^^^^^^^
          hint: for offsh: offsh --dry-run \(script) …
                for the script: offsh \(script) -- --dry-run …

        """)
    #expect(try run(["-c", "deploy mysql", "x", "--read-only"]).status == 2)
  }

  @Test(arguments: ["0s", "-5s"]) func aWaitOfNothingIsRefused(_ time: String) throws {
    let run = try run(["--timeout=\(time)", "-c", "offers"])
    #expect(run.errors.hasPrefix("ERROR \(time) leaves no time for an answer\n"))
    #expect(run.status == 2)
  }

  @Test func whatStandsBehindTwoDashesIsTheScripts() throws {
    home.write("for word in $args { print $word }".utf8, to: "script.offsh")
    let script = home.file("script.offsh")
    for words in [[script, "a", "--", "--dry-run"], ["--", script, "a", "--dry-run"]] {
      #expect(try run(words).output == "a\n--dry-run\n")
    }
  }

  // MARK: Output

  @Test(arguments: ["range 100000", "echo one"]) func aFullDeviceIsAnError(_ code: String) throws {
    let run = try run(["-c", code], output: "/dev/full")
    #expect(run.errors.hasPrefix("ERROR cannot write standard output: No space left on device\n"))
    #expect(run.status == 1)
  }

  @Test(arguments: ["print hello; while true { }", "print hello; sleep 1000s"])
  func whatWasPrintedIsThereWhenTheProcessIsEnded(_ code: String) throws {
    let run = try run(["-c", code]) { process in
      usleep(500_000)
      kill(process, SIGTERM)
    }
    #expect(run.output == "hello\n")
    #expect(run.status == 143)
  }

  @Test func aPipeThatDoesNotBlockLosesNothing() throws {
    // Somebody else's end of a pipe decides whether ours blocks.
    let program = BuiltProgram.path("offsh")
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let reader = ends[0]
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, reader)
    var words = [strdup(program), strdup("-c"), strdup("range 50000"), nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    try #require(posix_spawn(&process, program, &actions, nil, &words, environ) == 0)
    close(ends[1])
    // The pipe is full by the time somebody reads.
    usleep(100_000)
    var lines = 0
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reader, &piece, piece.count)
      if count <= 0 { break }
      lines += piece[..<count].count { $0 == UInt8(ascii: "\n") }
    }
    close(reader)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    #expect(lines == 50000)
    #expect(status == 0)
  }
}
