/// The fields of `Role`.
package final class RoleFields: WireFields {
  package static let shared = RoleFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let description = Field<String>("description")

  // Of newer servers.
  package let descriptionEn = Field<String>("description_en")
  package let descriptionEt = Field<String>("description_et")
  package let descriptionLt = Field<String>("description_lt")
  package let descriptionLv = Field<String>("description_lv")
  package let descriptionRu = Field<String>("description_ru")
  package let descriptionIt = Field<String>("description_it")
  package let descriptionDe = Field<String>("description_de")
  package let descriptionDa = Field<String>("description_da")
  package let descriptionSv = Field<String>("description_sv")
  package let descriptionEs = Field<String>("description_es")
  package let descriptionFr = Field<String>("description_fr")
  package let descriptionNb = Field<String>("description_nb")
  package let descriptionAr = Field<String>("description_ar")
  package let descriptionCs = Field<String>("description_cs")
  package let descriptionHr = Field<String>("description_hr")
  package let descriptionKm = Field<String>("description_km")
  package let permissions = Field<[String]>("permissions")
  package let isSystemRole = Field<Bool>("is_system_role")
  package let isActive = Field<Bool>("is_active")
  package let usersCount = Field<Int>("users_count")
  package let contentType = Field<String>("content_type")
  package let templateUUID = Field<String>("template_uuid")
  package let templateName = Field<String>("template_name")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let customerName = Field<String>("customer_name")
}

/// A role with what it permits.
package typealias Role = WireObject<RoleFields>
