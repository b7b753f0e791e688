/// The fields of `Category`.
package final class CategoryFields: WireFields {
  package static let shared = CategoryFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let title = Field<String>("title")
  package let description = Field<String>("description")
  package let icon = Field<String>("icon")
  package let offeringCount = Field<Int>("offering_count")
}

/// What offerings are sorted into.
package typealias Category = WireObject<CategoryFields>
