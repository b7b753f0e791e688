/// The fields of `ReportSection`.
package final class ReportSectionFields: WireFields {
  package static let shared = ReportSectionFields()
  private init() {}

  package let header = Field<String>("header")
  package let body = Field<String>("body")
}

/// A part of what a provider tells the users of a resource.
package typealias ReportSection = WireObject<ReportSectionFields>
