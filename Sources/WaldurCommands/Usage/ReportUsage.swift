// A report replaces what was reported for the month, and it is money: before anything is sent each
// component is found, and each amount is held against the one that stands in the plan period.

import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Reports how much of its components a resource used in a month.
///
/// Source: Waldur `marketplace-component-usages`, `set_usage`.
struct ReportUsage: Command {
  static let name = "report-usage"
  static let namesElsewhere = ["marketplace-component-usages-set-usage", "create-component-usages"]
  static let group = CommandGroup.usage
  static let summary = "Report how much of its components a resource used this month"
  static let details = """
    A component goes by its type or its display name. A report replaces the amounts of the \
    components it names; those of others stay booked, but current_usages of the resource holds \
    only what the last report named. What is unknown, negative or has more than two decimals is \
    refused before anything is sent; an amount that fell is said. With --skip-unchanged a report \
    that would change no amount, no description it gives and nothing about --recurring is not sent.
    """
  static let effect = Effect.write
  static let result = ResultShape.records(UsageReport.columns)
  static let examples: [Example] = [#"report-usage genome-assembly cpu=20 GPU=4.5"#]

  @Argument("The resource") var resource: ResourceName
  @Argument("The amounts, each COMPONENT=AMOUNT", label: "usage") var amounts: [UsageAmount]
  @Flag("Words to keep with the amounts") var description: String?
  @Flag("Book on this plan period instead of the resource's current one", label: "uuid")
  var planPeriod: PlanPeriodReference?
  @Switch("Take the amounts for the months to come, too, until others are reported")
  var recurring = false
  @Switch("Send nothing when all of it stands already") var skipUnchanged = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.waldur
    let uuid = try resource.find(in: context)
    let found: Resource = try session.connection().object(at: Lists.providerResources.path(uuid))
    let standing = try StandingUsage.read(of: found, uuid, in: planPeriod?.uuid, session)
      .unwrapped(context.call.span(of: "plan-period"))
    let report = try UsageReport(
      amounts, of: found, against: standing, words: description, isRecurring: recurring,
      session, context.call)
    if skipUnchanged, report.isUnchanged {
      return .records(report.stream(isSent: false))
    }
    for warning in report.warnings { context.report("WARNING " + warning) }
    do throws(Diagnostic) {
      return .records(report.stream(isSent: try send(report, uuid, session)))
    } catch {
      throw report.named(error)
    }
  }

  /// Sends the report; false when a dry run only said what it would have sent.
  private func send(
    _ report: UsageReport, _ uuid: WaldurUUID, _ session: WaldurSession
  ) throws(Diagnostic) -> Bool {
    let fields = SetUsageFields.shared
    let items = UsageItemFields.shared
    return try session.post(Addresses.setUsage) { body in
      if let planPeriod {
        body.put(fields.planPeriod, planPeriod.uuid)
      } else {
        body.put(fields.resource, uuid)
      }
      body.put(list: fields.usages) { list in
        for entry in report.entries {
          list.object(.all) { out in
            out.put(items.type, entry.type)
            out.put(items.amount, WireDecimal(entry.amount.sentText))
            out.putPresent(items.description, description)
            if recurring { out.put(items.recurring, true) }
          }
        }
      }
    } != nil
  }
}

/// The uuid of a plan period: they have no names.
struct PlanPeriodReference: ParameterValue {
  let uuid: WaldurUUID

  static let typeName = "plan-period"
  static let expectation = "the uuid of a plan period; 'plan-periods RESOURCE' lists them"

  static func parse(_ text: String) throws(ParameterError) -> PlanPeriodReference {
    guard let uuid = WaldurUUID(text) else {
      throw ParameterError("\"\(text)\" is no uuid")
    }
    return PlanPeriodReference(uuid: uuid)
  }

  var value: Value { .string("\(uuid)") }
}
