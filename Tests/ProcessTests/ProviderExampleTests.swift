import Diagnostics
import Glibc
import Shell
import TestSupport
import Testing

/// The scripts of the provider's side in `examples/`: what they leave behind, run once, run again,
/// only tried, and interrupted between any two steps.
@Suite struct ProviderExampleTests {
  private let folder = TemporaryFolder()

  private func script(_ name: String) throws -> String {
    try #require(Repository.text(of: Repository.root + "/examples/\(name).offsh"))
  }

  /// Runs a text as a file on the sandbox in the file `name` of the folder.
  private func run(
    _ text: String, on name: String = "sandbox.db", _ arguments: [String] = []
  ) throws -> ScriptedShell.Answer {
    try ScriptedShell(["--sandbox", folder.file(name)] + arguments, mode: .file).enter(text)
  }

  // MARK: From an order to a database

  /// Everything that providing a database changes.
  private static let provided = """
    resources --offering "Hosted MySQL" | select name state backend_id report | to json
    orders --offering "Hosted MySQL" | select resource_name type state | to json
    offers -m foo:admin/prod | select offer-url application endpoints users | to json
    """

  /// How the steps of `provision` are announced, in their order.
  private static let steps = [
    "mysql-climate: offer mysql:database", "mysql-climate: approve the order",
    "mysql-climate: let fred consume it", "mysql-climate: let mary consume it",
    "mysql-climate: write foo:admin/prod.mysql-climate into the allocation",
    "mysql-climate: tell the team how to connect", "mysql-genomics: offer mysql:database",
    "mysql-genomics: approve the order", "mysql-genomics: let bob consume it",
    "mysql-genomics: let mary consume it",
    "mysql-genomics: write foo:admin/prod.mysql-genomics into the allocation",
    "mysql-genomics: tell the team how to connect",
  ]

  /// The steps a run announced, without the part of the uuid in the names of offers.
  private static func steps(in answer: ScriptedShell.Answer) -> [String] {
    answer.output.replacing(#/-u[0-9a-f]{8} /#, with: " ").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("mysql-") && !$0.hasSuffix("has no Juju account") }
  }

  @Test func provisionBringsEachOrderToItsEnd() throws {
    let answer = try run(script("provision"))
    #expect(answer.status == 0, "\(answer.text)")
    #expect(Self.steps(in: answer) == Self.steps)
    #expect(answer.output.contains("mysql-genomics: Anna Kask has no Juju account"))
    let left = try run(
      """
      orders --offering "Hosted MySQL" --state pending-provider | count
      resources --offering "Hosted MySQL" --state OK | where .report != null | each { |resource|
        let offer = offers -m foo:admin/prod | where .offer-url == $resource.backend_id | first
        let consumers = $offer.users | where .access == "consume" | get name
        let told = $resource.report | where .body =~ $resource.backend_id | get header
        [name: $resource.name, consumers: $consumers, told: $told]
      }
      """)
    #expect(
      left.output == """
        0
        name            consumers   told
        mysql-climate   fred, mary  Offer, Connect
        mysql-genomics  bob, mary   Offer, Connect

        """)
  }

  @Test func aSecondProvisionDoesNothingAndSaysSo() throws {
    _ = try run(script("provision"))
    let before = try run(Self.provided)
    let again = try run(script("provision"))
    #expect(again.status == 0)
    #expect(Self.steps(in: again) == [])
    #expect(again.output.hasSuffix("nothing to do: 2 allocations are as they should be\n"))
    #expect(try run(Self.provided).output == before.output)
  }

  @Test func whoJoinsTheTeamLaterIsLetIn() throws {
    _ = try run(script("provision"))
    _ = try run("add-user anna")
    let again = try run(script("provision"))
    #expect(Self.steps(in: again) == ["mysql-genomics: let anna consume it"])
  }

  @Test func allocationsProvidedInAnotherWayAreLeftAlone() throws {
    _ = try run("approve-order mysql-climate; set-backend-id mysql-climate db-17")
    let answer = try run(script("provision"))
    #expect(answer.status == 0)
    #expect(Self.steps(in: answer).allSatisfy { $0.hasPrefix("mysql-genomics") })
    #expect(try run("show-resource mysql-climate | get backend_id").output == "db-17\n")
  }

  @Test func whatCannotBeOfferedStaysPending() throws {
    let answer = try run(script("provision").replacing("mysql:database", with: "mysql:nothing"))
    #expect(answer.status == ExitCode.failure.rawValue)
    let failed = #"FAILED, application "mysql" has no "nothing" relation"#
    #expect(answer.output.contains("mysql-climate: \(failed)\n"))
    #expect(answer.output.contains("mysql-genomics: \(failed)\n"))
    #expect(answer.text.contains("ERROR 2 of 2 allocations could not be provided\n"))
    let left = try run("orders --offering 'Hosted MySQL' --state pending-provider | count")
    #expect(left.output == "2\n")
  }

  /// Interrupted before each of its steps in turn, and once after the last.
  @Test(arguments: 1...steps.count) func provisionIsFinishedAfterAnInterruption(step: Int) throws {
    let counting = "set steps = $steps + 1"
    let text = try script("provision")
    #expect(text.contains(counting))
    let cut = text.replacing(counting, with: "\(counting)\n  if $steps == \(step) { exit 9 }")
    #expect(try run(cut).status == 9)
    let rest = try run(text)
    #expect(rest.status == 0, "\(rest.text)")
    #expect(Self.steps(in: rest) == Array(Self.steps[(step - 1)...]))
    _ = try run(text, on: "whole.db")
    #expect(try run(Self.provided).output == run(Self.provided, on: "whole.db").output)
  }

  /// The same with the process killed while it carries out the step.
  @Test(arguments: [0, 3, 6, 9]) func provisionIsFinishedAfterItWasKilled(step: Int) throws {
    let terminal = try PseudoTerminal(
      [
        BuiltProgram.path("offsh"), "--sandbox", folder.file("sandbox.db"),
        Repository.root + "/examples/provision.offsh",
      ],
      environment: [
        "HOME": folder.path, "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      ],
      rows: 60, columns: 120)
    let isShown = terminal.wait { $0.screen.text(markingCursor: false).contains(Self.steps[step]) }
    terminal.signal(SIGKILL)
    _ = terminal.waitForEnd()
    #expect(isShown, "\(terminal)")
    let rest = try run(script("provision"))
    #expect(rest.status == 0, "\(rest.text)")
    _ = try run(script("provision"), on: "whole.db")
    #expect(try run(Self.provided).output == run(Self.provided, on: "whole.db").output)
  }

  // MARK: A month's usage

  private static let reported =
    "usages | sort-by resource_name type | select resource_name type usage | to csv"

  /// The script, which reads the table in the folder.
  private func reportScript() throws -> String {
    try script("month-end-usage")
      .replacing("examples/month-end-usage.csv", with: folder.file("usage.csv"))
  }

  /// Runs the report on a table of its own.
  private func report(
    _ rows: String, _ arguments: [String] = []
  ) throws -> ScriptedShell.Answer {
    folder.write("resource,component,amount\n\(rows)\n".utf8, to: "usage.csv")
    return try run(reportScript(), arguments)
  }

  @Test func usageIsReportedAndSummarised() throws {
    let answer = try report(
      """
      genome-assembly,cpu,31.75
      genome-assembly,GPU,2.5
      climate-ensemble,CPU,140.25
      hpc-1018,cpu,8.2
      """)
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.text.contains("WARNING gpu of genome-assembly falls from 3.00 to 2.5\n"))
    #expect(
      answer.output.contains("climate-ensemble  cpu   140.25  140.25  k-hours  none    false\n"))
    #expect(answer.output.contains("\ncpu   k-hours      180.20\n"))
    #expect(answer.output.contains("\nsent: 3 unchanged: 1 "))
    #expect(
      try run(Self.reported).output == """
        resource_name,type,usage
        climate-ensemble,cpu,140.25
        genome-assembly,cpu,31.75
        genome-assembly,gpu,2.50
        rna-seq,cpu,8.20

        """)
  }

  @Test func aSecondReportSendsNothing() throws {
    let rows = "genome-assembly,cpu,31.75\ngenome-assembly,gpu,3\nrna-seq,cpu,8.2"
    _ = try report(rows)
    let again = try report(rows)
    #expect(again.output.contains("sent: 0 unchanged: 3 "))
  }

  @Test func oneMistakeKeepsTheWholeTableBack() throws {
    let before = try run(Self.reported).output
    let answer = try report(
      """
      rna-seq,cpu,8.2
      genome-asembly,cpu,1
      genome-assembly,ram,1
      genome-assembly,cpu,-3
      sea-ice,cpu,1.125
      sea-ice,gpu,
      sea-ice,gpu,1.100

      spring-campaign,cpu,1
      imaging,cpu,1
      sea-ice,cpu,1234567890123456789
      """)
    #expect(answer.status == ExitCode.failure.rawValue)
    let lines = answer.output.split(separator: "\n").map { $0.split(separator: "usage.csv:")[1] }
    #expect(
      lines == [
        "3: there is no resource \"genome-asembly\"",
        "4: HPC Allocation has no component \"ram\" to report",
        "5: usage cannot be negative, and -3 is", "6: 1.125 has more than two decimals",
        "7: \"\" is not an amount", "10: spring-campaign takes no usage while it is Creating",
        "11: imaging takes no usage while it is Erred",
        "12: 1234567890123456789 has too many digits",
      ])
    #expect(answer.text.contains("usage.csv has 8 mistakes\n"))
    #expect(try run(Self.reported).output == before)
  }

  @Test func oneComponentUnderTwoNamesIsAMistakeToo() throws {
    let answer = try report("rna-seq,cpu,8.2\nhpc-1018,CPU,3")
    #expect(answer.status == ExitCode.failure.rawValue)
    #expect(answer.text.contains("usage.csv has cpu of rna-seq twice\n"))
  }

  @Test(arguments: ["", "resource,component,amount\n", "resource,component,amount\n\n"])
  func aTableWithoutRowsIsAMistake(_ table: String) throws {
    folder.write(table.utf8, to: "usage.csv")
    let answer = try run(reportScript())
    #expect(answer.status == ExitCode.failure.rawValue)
    #expect(answer.text.contains("usage.csv has no rows; it must have the columns resource, "))
  }

  @Test func aHeaderThatLacksAColumnIsAMistake() throws {
    folder.write("resource,type,amount\nrna-seq,cpu,8\n".utf8, to: "usage.csv")
    let answer = try run(reportScript())
    #expect(answer.status == ExitCode.failure.rawValue)
    #expect(answer.text.contains("has no column component; it must have the columns resource, "))
  }

  /// What the check lets pass and the server does not.
  @Test func aRefusalOfTheServerNamesTheLineAndWhatWasSent() throws {
    folder.write(
      "resource,component,amount\nrna-seq,cpu,8.2\n\nspring-campaign,cpu,1\n".utf8,
      to: "usage.csv")
    let states = #"["OK", "Updating", "Terminating"]"#
    let text = try reportScript()
    #expect(text.contains(states))
    let answer = try run(text.replacing(states, with: #"["OK", "Creating"]"#))
    #expect(answer.status == ExitCode.failure.rawValue)
    #expect(
      answer.text.contains(
        "usage.csv:4: spring-campaign: Resource is not in valid state (sent before: rna-seq)"
      ))
    #expect(try run(Self.reported).output.contains("rna-seq,cpu,8.20\n"))
  }

  @Test func aDryRunCountsWhatWouldChangeAsNotUnchanged() throws {
    let answer = try report("climate-ensemble,cpu,140.25\nrna-seq,cpu,8.2", ["--dry-run"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("\nsent: 0 unchanged: 1 "))
  }

  // MARK: Who has access

  @Test func everybodyWithARoleStandsUnderTheProject() throws {
    let answer = try run(script("who-has-access"))
    #expect(answer.status == 0, "\(answer.text)")
    let roles = try run(
      "provider-permissions | sort-by project_name user_full_name | format-text '{project_name}/{user_full_name}'"
    ).output.split(separator: "\n").map(String.init)
    var project = ""
    var shown: [String] = []
    for line in answer.output.split(separator: "\n") {
      if line.hasPrefix("## ") { project = Self.name(in: line.dropFirst(3)) }
      guard line.hasPrefix("| "), !line.hasPrefix("| person"), !line.hasPrefix("| ---") else {
        continue
      }
      shown.append("\(project)/\(line.dropFirst(2).prefix { $0 != "|" }.dropLast())")
    }
    #expect(roles.count > 5)
    #expect(shown.sorted() == roles.sorted())
    #expect(answer.output.hasSuffix("Without a key:\n\n* Nils Saar\n"))
    let key = try run("provider-keys --user mary | get fingerprint_sha256").output.dropLast()
    let rows = answer.output.split(separator: "\n").filter { $0.hasSuffix(" \(key) |") }
    #expect(rows.count == 2)
  }

  /// The project in `Climate Models of Baltic University`.
  private static func name(in heading: Substring) -> String {
    String(heading.firstRange(of: " of ").map { heading[..<$0.lowerBound] } ?? heading)
  }

  // MARK: Only tried

  @Test(arguments: ["provision", "month-end-usage", "who-has-access"])
  func aDryRunChangesNothing(_ name: String) throws {
    let before = try run(Self.provided + "\n" + Self.reported)
    let answer = try run(script(name), ["--dry-run"])
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.text.contains("would send to ") == (name != "who-has-access"))
    #expect(try run(Self.provided + "\n" + Self.reported).output == before.output)
  }
}
