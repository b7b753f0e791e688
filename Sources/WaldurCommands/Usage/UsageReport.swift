import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Amounts that are to be reported, each with the component it is of and what stands for the month.
struct UsageReport {
  struct Entry {
    let type: String
    let name: String
    let unit: String
    let amount: UsageAmount
    /// What was reported for the month before; nil for nothing.
    let before: Decimal?
    /// What becomes of what stands: `new`, `rose`, `fell`; where the amount stays, `recurring` or
    /// `description` for what does not; else `none`.
    let change: String
  }

  static let columns = ["type", "name", "amount", "before", "unit", "change", "sent"]

  let entries: [Entry]
  let warnings: [String]
  private let resource: Resource

  /// Finds the components, and what changes.
  ///
  /// Throws `waldur.unknown-component` and `waldur.bad-arguments`, with the place.
  init(
    _ amounts: [UsageAmount], of resource: Resource, against standing: StandingUsage,
    words: String?, isRecurring: Bool, _ session: WaldurSession, _ call: CallSite
  ) throws(Diagnostic) {
    let components = try Self.components(of: resource, session)
    var entries: [Entry] = []
    for (index, amount) in amounts.enumerated() {
      let place = call.span(of: "amounts", index)
      let component = try Self.find(amount.component, among: components, resource).unwrapped(place)
      let type = component.type ?? ""
      if entries.contains(where: { $0.type == type }) {
        throw Diagnostic(
          WaldurCommandDiagnostic.badArguments, "component \(type) is named twice", at: place)
      }
      let before = standing.rows[type]
      entries.append(
        Entry(
          type: type, name: component.name ?? "", unit: component.measuredUnit ?? "",
          amount: amount, before: before?.amount,
          change: Self.change(amount.amount, words, isRecurring, before)))
    }
    self.entries = entries
    self.resource = resource
    warnings =
      entries.compactMap { Self.fall($0, resource) }
      + Self.leftOut(entries, standing, resource)
  }

  /// Whether sending it would change nothing.
  var isUnchanged: Bool { entries.allSatisfy { $0.change == "none" } }

  /// The entries as records.
  func stream(isSent: Bool) -> ValueStream {
    ValueStream(
      entries.map { entry in
        .record(
          Record([
            "type": .string(entry.type), "name": .string(entry.name),
            "amount": .decimal(entry.amount.amount),
            "before": entry.before.map { .decimal($0) } ?? .null, "unit": .string(entry.unit),
            "change": .string(entry.change), "sent": .bool(isSent),
          ]))
      }, columns: Self.columns)
  }

  /// A server's refusal with the resource in it: of many reports, which one.
  func named(_ error: Diagnostic) -> Diagnostic {
    guard error.status != nil, let name = resource.name else { return error }
    var error = error
    let field = "resource: "
    let words = error.message.hasPrefix(field) ? error.message.dropFirst(field.count) : nil
    error.message = "\(name): \(words.map(String.init) ?? error.message)"
    if words != nil, let state = resource.state {
      error.hint =
        error.hint ?? "it is \(state); usage is taken of what is OK, Updating or Terminating"
    }
    return error
  }

  private static func change(
    _ amount: Decimal, _ words: String?, _ isRecurring: Bool, _ before: StandingUsage.Row?
  ) -> String {
    guard let before else { return "new" }
    switch order(amount, before.amount) {
    case ..<0: return "fell"
    case 1...: return "rose"
    default: break
    }
    if before.isRecurring != isRecurring { return "recurring" }
    return before.words == words ?? before.words ? "none" : "description"
  }

  private static func order(_ a: Decimal, _ b: Decimal) -> Int {
    (try? Value.decimal(a).order(against: .decimal(b))) ?? 0
  }

  private static func fall(_ entry: Entry, _ resource: Resource) -> String? {
    guard let before = entry.before, order(entry.amount.amount, before) < 0 else { return nil }
    return "\(entry.type) of \(resource.name ?? "") falls from \(before.text) to "
      + entry.amount.amount.text
  }

  /// What the report does not name stays booked, and is no longer among the current usages.
  private static func leftOut(
    _ entries: [Entry], _ standing: StandingUsage, _ resource: Resource
  ) -> [String] {
    let missing = standing.rows.keys.filter { type in !entries.contains { $0.type == type } }
    return missing.sorted().map { type in
      "\(type) of \(resource.name ?? "") is not in this report: "
        + "\(standing.rows[type]?.amount.text ?? "") stays booked, but leaves current_usages"
    }
  }

  // MARK: Looking up

  private static func components(
    of resource: Resource, _ session: WaldurSession
  ) throws(Diagnostic) -> [OfferingComponent] {
    let uuid = try resource.offeringUUID.required(of: "an offering")
    let offering: Offering = try session.connection().object(
      at: Lists.providerOfferings.path(uuid), ["field": "components"])
    return offering.components ?? []
  }

  /// Returns the component of a type or display name whose usage is reported.
  private static func find(
    _ name: String, among components: [OfferingComponent], _ resource: Resource
  ) -> Result<OfferingComponent, Diagnostic> {
    let reported = components.filter { $0.billingType == .usage || $0.billingType == .limit }
    let lowered = name.lowercased()
    let byName = reported.filter { $0.name?.lowercased() == lowered }
    if let exact = reported.first(where: { $0.type == name }) { return .success(exact) }
    if byName.count == 1 { return .success(byName[0]) }
    let others = components.first { $0.type == name || $0.name?.lowercased() == lowered }
    let offering = resource.offeringName ?? "the offering"
    if let others {
      return .failure(
        Diagnostic(
          WaldurCommandDiagnostic.unknownComponent,
          "usage of \(others.type ?? name) is not reported: it is billed as "
            + "\(others.billingType?.rawValue ?? "something else")",
          hint: "'components \(offering.asPastedWord)' says how each is billed"))
    }
    let names = reported.flatMap { [$0.type, $0.name].compactMap { $0 } }
    return .failure(
      Diagnostic(
        WaldurCommandDiagnostic.unknownComponent, "\(offering) has no component \"\(name)\"",
        hint: Suggestion.hint(for: name, among: names)
          ?? "it has \(reported.compactMap(\.type).joined(separator: ", "))"))
  }
}

extension Result where Failure == Diagnostic {
  /// The success; throws the failure with its place.
  func unwrapped(_ place: SourceSpan?) throws(Diagnostic) -> Success {
    switch self {
    case .success(let success): return success
    case .failure(let failure): throw failure.located(at: place)
    }
  }
}
