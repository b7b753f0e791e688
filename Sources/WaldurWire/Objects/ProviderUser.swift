/// The fields of `ProviderUser`.
package final class ProviderUserFields: WireFields {
  package static let shared = ProviderUserFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let username = Field<String>("username")
  package let fullName = Field<String>("full_name")
  package let firstName = Field<String>("first_name")
  package let lastName = Field<String>("last_name")
  package let organization = Field<String>("organization")
  package let email = Field<String>("email")
  package let phoneNumber = Field<String>("phone_number")
  package let projectsCount = Field<Int>("projects_count")
  package let registrationMethod = Field<String>("registration_method")
  package let affiliations = Field<[String]>("affiliations")

  // Of newer servers.
  package let isActive = Field<Bool>("is_active")
  package let jobTitle = Field<String>("job_title")
  package let gender = Field<String>("gender")
  package let personalTitle = Field<String>("personal_title")
  package let placeOfBirth = Field<String>("place_of_birth")
  package let address = Field<String>("address")
  package let countryOfResidence = Field<String>("country_of_residence")
  package let nationality = Field<String>("nationality")
  package let nationalities = Field<[String]>("nationalities")
  package let organizationCountry = Field<String>("organization_country")
  package let organizationType = Field<String>("organization_type")
  package let organizationRegistryCode = Field<String>("organization_registry_code")
  package let organizationVatCode = Field<String>("organization_vat_code")
  package let organizationAddress = Field<String>("organization_address")
  package let edupersonAssurance = Field<[String]>("eduperson_assurance")
  package let civilNumber = Field<String>("civil_number")
  package let birthDate = Field<WaldurDate>("birth_date")
  package let identitySource = Field<String>("identity_source")
  package let activeIsds = Field<[String]>("active_isds")
}

/// A user of a provider's resources.
package typealias ProviderUser = WireObject<ProviderUserFields>
