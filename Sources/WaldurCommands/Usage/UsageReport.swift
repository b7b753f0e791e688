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
  }

  static let columns = ["type", "name", "amount", "before", "unit", "change", "sent"]

  let entries: [Entry]
  let warnings: [String]

  /// Finds the components and what stands.
  ///
  /// Throws `waldur.unknown-component` and `waldur.bad-arguments`, with the place.
  init(
    _ amounts: [UsageAmount], of resource: Resource, _ uuid: WaldurUUID, month: MonthName,
    _ session: WaldurSession, _ call: CallSite
  ) throws(Diagnostic) {
    let components = try Self.components(of: resource, session)
    let standing = try Self.standing(uuid, month, session)
    var entries: [Entry] = []
    for (index, amount) in amounts.enumerated() {
      let place = call.span(of: "amounts", index)
      let component = try Self.find(amount.component, among: components, resource).unwrapped(place)
      let type = component.type ?? ""
      if entries.contains(where: { $0.type == type }) {
        throw Diagnostic(
          WaldurCommandDiagnostic.badArguments, "component \(type) is named twice", at: place)
      }
      entries.append(
        Entry(
          type: type, name: component.name ?? "", unit: component.measuredUnit ?? "",
          amount: amount, before: standing[type]))
    }
    self.entries = entries
    warnings =
      entries.compactMap { Self.fall($0, resource) }
      + Self.leftOut(entries, standing, resource)
  }

  /// Whether sending it would change nothing.
  var isUnchanged: Bool { entries.allSatisfy { Self.change($0) == "none" } }

  /// The entries as records.
  func stream(isSent: Bool) -> ValueStream {
    ValueStream(
      entries.map { entry in
        .record(
          Record([
            "type": .string(entry.type), "name": .string(entry.name),
            "amount": .decimal(entry.amount.amount),
            "before": entry.before.map { .decimal($0) } ?? .null, "unit": .string(entry.unit),
            "change": .string(Self.change(entry)), "sent": .bool(isSent),
          ]))
      }, columns: Self.columns)
  }

  private static func change(_ entry: Entry) -> String {
    guard let before = entry.before else { return "new" }
    switch order(entry.amount.amount, before) {
    case 0: return "none"
    case ..<0: return "fell"
    default: return "rose"
    }
  }

  private static func order(_ a: Decimal, _ b: Decimal) -> Int {
    (try? Value.decimal(a).order(against: .decimal(b))) ?? 0
  }

  private static func fall(_ entry: Entry, _ resource: Resource) -> String? {
    guard let before = entry.before, order(entry.amount.amount, before) < 0 else { return nil }
    return "\(entry.type) of \(resource.name ?? "") falls from \(before.text) to "
      + entry.amount.amount.text
  }

  /// A resource's current usages become exactly those of the last report.
  private static func leftOut(
    _ entries: [Entry], _ standing: [String: Decimal], _ resource: Resource
  ) -> [String] {
    let missing = standing.keys.filter { type in !entries.contains { $0.type == type } }.sorted()
    guard !missing.isEmpty else { return [] }
    return [
      "\(missing.joined(separator: ", ")) of \(resource.name ?? "") stood in the report before, "
        + "and this one leaves \(missing.count == 1 ? "it" : "them") out"
    ]
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

  /// What is reported for the month by type; the newest row counts.
  private static func standing(
    _ resource: WaldurUUID, _ month: MonthName, _ session: WaldurSession
  ) throws(Diagnostic) -> [String: Decimal] {
    let rows: [ComponentUsage] = try session.connection().all(
      at: Lists.componentUsages.path,
      ["resource_uuid": "\(resource)", "billing_period": month.firstDay])
    var standing: [String: Decimal] = [:]
    for row in rows {
      guard let type = row.type, standing[type] == nil, let usage = row.usage else { continue }
      standing[type] = Decimal(text: usage.text)
    }
    return standing
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
          hint: "'components \"\(offering)\"' says how each is billed"))
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
  fileprivate func unwrapped(_ place: SourceSpan?) throws(Diagnostic) -> Success {
    switch self {
    case .success(let success): return success
    case .failure(let failure): throw failure.located(at: place)
    }
  }
}
