package import JSON

/// The fields of `Project`.
package final class ProjectFields: WireFields {
  package static let shared = ProjectFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let slug = Field<String>("slug")
  package let customer = Field<String>("customer")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let customerName = Field<String>("customer_name")
  package let customerSlug = Field<String>("customer_slug")
  package let customerNativeName = Field<String>("customer_native_name")
  package let customerAbbreviation = Field<String>("customer_abbreviation")
  package let description = Field<String>("description")
  package let created = Field<WaldurTime>("created")
  package let type = Field<String>("type")
  package let backendID = Field<String>("backend_id")
  package let startDate = Field<WaldurDate>("start_date")
  package let endDate = Field<WaldurDate>("end_date")
  package let endDateRequestedBy = Field<String>("end_date_requested_by")
  package let oecdFos2007Code = Field<String>("oecd_fos_2007_code")
  package let oecdFos2007Label = Field<String>("oecd_fos_2007_label")
  package let isIndustry = Field<Bool>("is_industry")
  package let image = Field<String>("image")
  package let resourcesCount = Field<Int>("resources_count")
  package let billingPriceEstimate = Field<RawJSON>("billing_price_estimate")
  package let marketplaceResourceCount = Field<JSONObject<WireDecimal>>(
    "marketplace_resource_count")

  // Of newer servers.
  package let customerDisplayBillingInfoInProjects = Field<Bool>(
    "customer_display_billing_info_in_projects")
  package let typeName = Field<String>("type_name")
  package let typeUUID = Field<WaldurUUID>("type_uuid")
  package let endDateUpdatedAt = Field<WaldurTime>("end_date_updated_at")
  package let projectMetadata = Field<RawJSON>("project_metadata")
  package let maxServiceAccounts = Field<Int>("max_service_accounts")
  package let kind = Field<String>("kind")
  package let isRemoved = Field<Bool>("is_removed")
  package let terminationMetadata = Field<RawJSON>("termination_metadata")
  package let staffNotes = Field<String>("staff_notes")
  package let gracePeriodDays = Field<Int>("grace_period_days")
  package let customerGracePeriodDays = Field<Int>("customer_grace_period_days")
  package let effectiveEndDate = Field<WaldurDate>("effective_end_date")
  package let isInGracePeriod = Field<Bool>("is_in_grace_period")
  package let userEmailPatterns = Field<[String]>("user_email_patterns")
  package let userAffiliations = Field<[String]>("user_affiliations")
  package let userIdentitySources = Field<[String]>("user_identity_sources")
  package let affiliation = Field<RawJSON>("affiliation")
  package let affiliationUUID = Field<WaldurUUID>("affiliation_uuid")
  package let affiliationName = Field<String>("affiliation_name")
  package let affiliationCode = Field<String>("affiliation_code")
  package let scienceSubDomain = Field<WaldurUUID>("science_sub_domain")
  package let scienceSubDomainName = Field<String>("science_sub_domain_name")
  package let scienceSubDomainCode = Field<String>("science_sub_domain_code")
  package let scienceDomainUUID = Field<WaldurUUID>("science_domain_uuid")
  package let scienceDomainName = Field<String>("science_domain_name")
  package let scienceDomainCode = Field<String>("science_domain_code")
  package let projectCredit = Field<WireDecimal>("project_credit")
  package let hasMetrics = Field<Bool>("has_metrics")
}

/// A project of an organization.
package typealias Project = WireObject<ProjectFields>
