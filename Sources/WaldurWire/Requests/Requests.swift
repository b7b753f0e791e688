package import JSON

/// The fields of `SetBackendID`.
package final class SetBackendIDFields: WireFields {
  package static let shared = SetBackendIDFields()
  private init() {}

  package let backendID = Field<String>("backend_id")
}

/// A resource's name in the provider's own books.
package typealias SetBackendID = WireObject<SetBackendIDFields>

/// The fields of `SetEffectiveID`.
package final class SetEffectiveIDFields: WireFields {
  package static let shared = SetEffectiveIDFields()
  private init() {}

  package let effectiveID = Field<String>("effective_id")
}

/// A resource's further name.
package typealias SetEffectiveID = WireObject<SetEffectiveIDFields>

/// The fields of `SubmitReport`.
package final class SubmitReportFields: WireFields {
  package static let shared = SubmitReportFields()
  private init() {}

  package let report = Field<[WireObject<ReportSectionFields>]>("report")
}

/// What the users of a resource are told; replaces what they were told before.
package typealias SubmitReport = WireObject<SubmitReportFields>

/// The fields of `SetBackendMetadata`.
package final class SetBackendMetadataFields: WireFields {
  package static let shared = SetBackendMetadataFields()
  private init() {}

  package let backendMetadata = Field<RawJSON>("backend_metadata")
}

/// Data of the provider's about a resource.
package typealias SetBackendMetadata = WireObject<SetBackendMetadataFields>

/// The fields of `SetEndDate`.
package final class SetEndDateFields: WireFields {
  package static let shared = SetEndDateFields()
  private init() {}

  package let endDate = Field<WaldurDate>("end_date")
}

/// The day a resource ends.
package typealias SetEndDate = WireObject<SetEndDateFields>

/// The fields of `TerminateResource`.
package final class TerminateResourceFields: WireFields {
  package static let shared = TerminateResourceFields()
  private init() {}

  package let attributes = Field<RawJSON>("attributes")
}

/// The order to end a resource.
package typealias TerminateResource = WireObject<TerminateResourceFields>

/// The fields of `UpdateLimits`.
package final class UpdateLimitsFields: WireFields {
  package static let shared = UpdateLimitsFields()
  private init() {}

  package let limits = Field<JSONObject<WireDecimal>>("limits")
  package let requestComment = Field<String>("request_comment")
  package let attachment = Field<RawJSON>("attachment")
}

/// The order to change a resource's limits.
package typealias UpdateLimits = WireObject<UpdateLimitsFields>

/// The fields of `SetLimits`.
package final class SetLimitsFields: WireFields {
  package static let shared = SetLimitsFields()
  private init() {}

  package let limits = Field<JSONObject<WireDecimal>>("limits")
}

/// New limits of a resource, without an order.
package typealias SetLimits = WireObject<SetLimitsFields>

/// The fields of `SwitchPlan`.
package final class SwitchPlanFields: WireFields {
  package static let shared = SwitchPlanFields()
  private init() {}

  package let plan = Field<String>("plan")
}

/// The order to change a resource's plan.
package typealias SwitchPlan = WireObject<SwitchPlanFields>

/// The fields of `UpdateOptions`.
package final class UpdateOptionsFields: WireFields {
  package static let shared = UpdateOptionsFields()
  private init() {}

  package let options = Field<RawJSON>("options")
}

/// Options of a resource.
package typealias UpdateOptions = WireObject<UpdateOptionsFields>

/// The fields of `UpdateResource`.
package final class UpdateResourceFields: WireFields {
  package static let shared = UpdateResourceFields()
  private init() {}

  package let name = Field<String>("name")
  package let description = Field<String>("description")
  package let endDate = Field<WaldurDate>("end_date")
}

/// A resource's name, description and end.
package typealias UpdateResource = WireObject<UpdateResourceFields>

/// The fields of `SetResourceErred`.
package final class SetResourceErredFields: WireFields {
  package static let shared = SetResourceErredFields()
  private init() {}

  package let errorMessage = Field<String>("error_message")
  package let errorTraceback = Field<String>("error_traceback")
}

/// Why a resource is erred.
package typealias SetResourceErred = WireObject<SetResourceErredFields>

/// The fields of `SetSlug`.
package final class SetSlugFields: WireFields {
  package static let shared = SetSlugFields()
  private init() {}

  package let slug = Field<String>("slug")
}

/// A resource's short name.
package typealias SetSlug = WireObject<SetSlugFields>

/// The fields of `MoveResource`.
package final class MoveResourceFields: WireFields {
  package static let shared = MoveResourceFields()
  private init() {}

  package let project = Field<String>("project")
}

/// The project a resource goes to.
package typealias MoveResource = WireObject<MoveResourceFields>

/// The fields of `CreateOrder`.
package final class CreateOrderFields: WireFields {
  package static let shared = CreateOrderFields()
  private init() {}

  package let offering = Field<String>("offering")
  package let project = Field<String>("project")
  package let plan = Field<String>("plan")
  package let attributes = Field<String>("attributes")
  package let limits = Field<JSONObject<WireDecimal>>("limits")
  package let acceptingTermsOfService = Field<Bool>("accepting_terms_of_service")
  package let callbackURL = Field<String>("callback_url")
  package let requestComment = Field<String>("request_comment")
  package let startDate = Field<WaldurDate>("start_date")
  package let slug = Field<String>("slug")
}

/// The order to make a resource.
package typealias CreateOrder = WireObject<CreateOrderFields>

/// The fields of `ApproveOrder`.
package final class ApproveOrderFields: WireFields {
  package static let shared = ApproveOrderFields()
  private init() {}

  package let attributes = Field<RawJSON>("attributes")
}

/// What a provider adds when approving.
package typealias ApproveOrder = WireObject<ApproveOrderFields>

/// The fields of `RejectOrderByProvider`.
package final class RejectOrderByProviderFields: WireFields {
  package static let shared = RejectOrderByProviderFields()
  private init() {}

  package let providerRejectionComment = Field<String>("provider_rejection_comment")
}

/// Why a provider rejects.
package typealias RejectOrderByProvider = WireObject<RejectOrderByProviderFields>

/// The fields of `RejectOrderByConsumer`.
package final class RejectOrderByConsumerFields: WireFields {
  package static let shared = RejectOrderByConsumerFields()
  private init() {}

  package let consumerRejectionComment = Field<String>("consumer_rejection_comment")
}

/// Why a consumer rejects.
package typealias RejectOrderByConsumer = WireObject<RejectOrderByConsumerFields>

/// The fields of `OrderErrorDetails`.
package final class OrderErrorDetailsFields: WireFields {
  package static let shared = OrderErrorDetailsFields()
  private init() {}

  package let errorMessage = Field<String>("error_message")
  package let errorTraceback = Field<String>("error_traceback")
  package let consumerRejectionComment = Field<String>("consumer_rejection_comment")
}

/// Why an order erred; servers of 2024 need both texts.
package typealias OrderErrorDetails = WireObject<OrderErrorDetailsFields>

/// The fields of `SetUsage`.
package final class SetUsageFields: WireFields {
  package static let shared = SetUsageFields()
  private init() {}

  package let usages = Field<[WireObject<UsageItemFields>]>("usages")
  package let planPeriod = Field<WaldurUUID>("plan_period")
  package let resource = Field<WaldurUUID>("resource")
  package let date = Field<WaldurTime>("date")
}

/// Amounts of components of a resource in a month.
package typealias SetUsage = WireObject<SetUsageFields>

/// The fields of `UsageItem`.
package final class UsageItemFields: WireFields {
  package static let shared = UsageItemFields()
  private init() {}

  package let type = Field<String>("type")
  package let amount = Field<WireDecimal>("amount")
  package let description = Field<String>("description")
  package let missingUsagePolicy = Field<String>("missing_usage_policy")
  package let recurring = Field<Bool>("recurring")
}

/// The amount of one component.
package typealias UsageItem = WireObject<UsageItemFields>

/// The fields of `SetUserUsage`.
package final class SetUserUsageFields: WireFields {
  package static let shared = SetUserUsageFields()
  private init() {}

  package let username = Field<String>("username")
  package let usage = Field<WireDecimal>("usage")
  package let user = Field<String>("user")
  package let date = Field<WaldurTime>("date")
}

/// The part one user has in the usage of a component.
package typealias SetUserUsage = WireObject<SetUserUsageFields>

/// The fields of `SetUserUsages`.
package final class SetUserUsagesFields: WireFields {
  package static let shared = SetUserUsagesFields()
  private init() {}

  package let usages = Field<[WireObject<SetUserUsageFields>]>("usages")
}

/// The parts that users have in the usage of a component.
package typealias SetUserUsages = WireObject<SetUserUsagesFields>

/// The fields of `OfferingUserRequest`.
package final class OfferingUserRequestFields: WireFields {
  package static let shared = OfferingUserRequestFields()
  private init() {}

  package let user = Field<String>("user")
  package let offering = Field<String>("offering")
  package let username = Field<String>("username")
  package let offeringUUID = Field<WaldurUUID>("offering_uuid")
  package let userUUID = Field<WaldurUUID>("user_uuid")
}

/// An account to make or change.
package typealias OfferingUserRequest = WireObject<OfferingUserRequestFields>

/// The fields of `UpdateRestriction`.
package final class UpdateRestrictionFields: WireFields {
  package static let shared = UpdateRestrictionFields()
  private init() {}

  package let isRestricted = Field<Bool>("is_restricted")
}

/// Whether an account is restricted.
package typealias UpdateRestriction = WireObject<UpdateRestrictionFields>

/// The fields of `SetOfferingsUsername`.
package final class SetOfferingsUsernameFields: WireFields {
  package static let shared = SetOfferingsUsernameFields()
  private init() {}

  package let userUUID = Field<WaldurUUID>("user_uuid")
  package let username = Field<String>("username")
}

/// A user's name in all offerings of a provider.
package typealias SetOfferingsUsername = WireObject<SetOfferingsUsernameFields>

/// The fields of `UserRoleRequest`.
package final class UserRoleRequestFields: WireFields {
  package static let shared = UserRoleRequestFields()
  private init() {}

  package let role = Field<String>("role")
  package let user = Field<WaldurUUID>("user")
  package let expirationTime = Field<WaldurTime>("expiration_time")
}

/// A role to give, change or take away.
package typealias UserRoleRequest = WireObject<UserRoleRequestFields>

/// The fields of `SshKeyRequest`.
package final class SshKeyRequestFields: WireFields {
  package static let shared = SshKeyRequestFields()
  private init() {}

  package let publicKey = Field<String>("public_key")
  package let name = Field<String>("name")
}

/// A key to add.
package typealias SshKeyRequest = WireObject<SshKeyRequestFields>

/// The fields of `PauseOffering`.
package final class PauseOfferingFields: WireFields {
  package static let shared = PauseOfferingFields()
  private init() {}

  package let pausedReason = Field<String>("paused_reason")
}

/// Why an offering is paused.
package typealias PauseOffering = WireObject<PauseOfferingFields>

/// The fields of `ObtainToken`.
package final class ObtainTokenFields: WireFields {
  package static let shared = ObtainTokenFields()
  private init() {}

  package let username = Field<String>("username")
  package let password = Field<String>("password")
}

/// Who wants a token.
package typealias ObtainToken = WireObject<ObtainTokenFields>
