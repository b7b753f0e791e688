import Shell
import TestSupport
import Testing

/// What the server filters and leaves out gives what filtering and choosing here would have given.
struct PushdownTests {
  private static let values: [String: [String]] = [
    "state": ["done", "erred", "pending-provider", "executing", "no such state", ""],
    "type": ["Create", "Terminate", "Update", "create"],
    "project_name": ["Genomics", "Platform", "nowhere"],
    "resource_name": ["imaging", "rna-seq", "x"],
    "offering_name": ["HPC Allocation", "Hosted MySQL"],
    "customer_name": ["Baltic University"],
    "error_message": [""],
    "provider_uuid": ["not a uuid", "11111111111111111111111111111111"],
    "offering_uuid": ["$mysql", "'$mysql'"],
    "project_uuid": ["$genomics", "$dashed"],
  ]

  private static let shell = """
    let mysql = (offerings | where .name == 'Hosted MySQL' | first | get uuid)
    let genomics = (projects | where .name == 'Genomics' | first | get uuid)
    let dashed = ($genomics | replace-text --regex \
    '^(.{8})(.{4})(.{4})(.{4})(.{12})$' '$1-$2-$3-$4-$5')
    """

  @Test(arguments: 0..<60) func filtersGiveTheSameWhereverTheyRun(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let shell = try ScriptedShell()
    for entry in ScriptedShell.entries(of: Self.shell.replacing("\\\n", with: "")) {
      let answer = shell.enter(entry)
      #expect(answer.status == 0, "\(answer.text)")
    }
    let condition = Self.condition(depth: 2, &random)
    let columns = Self.columns(&random)
    let rest = "where \(condition) | select \(columns) | to ndjson"
    let asked = shell.enter("orders | \(rest)")
    let held = shell.enter("let all = (orders)")
    #expect(held.status == 0, "\(held.text)")
    let filtered = shell.enter("$all | \(rest)")
    #expect(asked.status == 0 && filtered.status == 0, "\(asked.text) \(filtered.text)")
    #expect(asked.output == filtered.output, "seed \(seed): where \(condition)")
  }

  private static func condition(depth: Int, _ random: inout SeededRandom) -> String {
    let kind = depth == 0 ? 0 : Int.random(in: 0..<5, using: &random)
    switch kind {
    case 1, 2:
      let left = condition(depth: depth - 1, &random)
      return "(\(left)) and (\(condition(depth: depth - 1, &random)))"
    case 3:
      let left = condition(depth: depth - 1, &random)
      return "(\(left)) or (\(condition(depth: depth - 1, &random)))"
    case 4: return "not (\(condition(depth: depth - 1, &random)))"
    default: return test(&random)
    }
  }

  private static func test(_ random: inout SeededRandom) -> String {
    let field = values.keys.sorted().randomElement(using: &random) ?? "state"
    let value = values[field]?.randomElement(using: &random) ?? ""
    let text = value.hasPrefix("$") ? value : value.hasPrefix("'") ? value : "'\(value)'"
    let comparison = ["==", "==", "==", "!=", "<"].randomElement(using: &random) ?? "=="
    return ".\(field) \(comparison) \(text)"
  }

  private static func columns(_ random: inout SeededRandom) -> String {
    let all = [
      "uuid", "state", "cost", "resource_name", "limits", "provider_reviewed_by", "created",
    ]
    let chosen = all.filter { _ in Bool.random(using: &random) }
    return (chosen.isEmpty ? ["uuid"] : chosen).joined(separator: " ")
  }
}
