import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// What is reported for a resource in this month, in one of its plan periods: a report replaces
/// what stands in the same period and leaves that of others.
struct StandingUsage {
  struct Row {
    let amount: Decimal
    let words: String
    /// Whether the amount is taken for the months to come, too.
    let isRecurring: Bool
  }

  /// By type of component.
  let rows: [String: Row]

  /// Reads the plan periods; without one named the open one counts, as it does for the server.
  ///
  /// Fails with `waldur.bad-arguments` for a period that the resource has not: the server would
  /// book on whose it is. Throws what reading throws.
  static func read(
    of resource: Resource, _ uuid: WaldurUUID, in period: WaldurUUID?, _ session: WaldurSession
  ) throws(Diagnostic) -> Result<StandingUsage, Diagnostic> {
    let periods: [PlanPeriod] = try session.connection().all(
      at: Lists.providerResources.path(uuid, "plan_periods"))
    guard let period else {
      let open = periods.filter { $0.end == nil }
      return .success(StandingUsage(open.max { ($0.start?.text ?? "") < ($1.start?.text ?? "") }))
    }
    if let found = periods.first(where: { $0.uuid == period }) {
      return .success(StandingUsage(found))
    }
    let name = resource.name ?? "\(uuid)"
    return .failure(
      Diagnostic(
        WaldurCommandDiagnostic.badArguments,
        "\(name) has no plan period \(period) that is open or ended this month",
        hint: "'plan-periods \(name.asPastedWord)' lists those it has"))
  }

  private init(_ period: PlanPeriod?) {
    var rows: [String: Row] = [:]
    for row in period?.components ?? [] {
      guard let type = row.type, rows[type] == nil, let usage = row.usage,
        let amount = Decimal(text: usage.text)
      else { continue }
      rows[type] = Row(
        amount: amount, words: row.description ?? "",
        isRecurring: row.recurring ?? (row.missingUsagePolicy == "reuse"))
    }
    self.rows = rows
  }
}
