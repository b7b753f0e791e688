import JSON
import WaldurWire

/// `marketplace-offering-users`: accounts that people have with offerings. Who is no staff sees only
/// those of offerings whose provider may make accounts.
enum OfferingUsers {
  static let listing = Listing<WaldurOfferingUser>(
    visible: { viewer, call in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      let switched = SQLCondition(
        """
        json_extract(waldur_offering.secret_options, '$.service_provider_can_create_offering_user')
          = 1
        """)
      return .rows(
        .every([
          switched,
          .any([
            SQLCondition("waldur_offering_user.user = ?", viewer.user.id),
            colleagues(of: viewer, call),
            .among("waldur_offering_user.offering", try call.providedOfferings(viewer)),
          ]),
        ]))
    },
    filters: filters,
    orderings: [
      ("created", "waldur_offering_user.created"), ("modified", "waldur_offering_user.modified"),
      ("username", "waldur_offering_user.username"),
      ("propagation_date", "waldur_offering_user.propagated"),
      ("user_first_name", "waldur_user.first_name"),
      ("user_last_name", "waldur_user.last_name"),
    ],
    recentOrderings: ["user_first_name", "user_last_name"],
    defaultOrder: "waldur_offering_user.username NULLS LAST, waldur_offering_user.id DESC",
    representation: representation,
    joins: """
      JOIN waldur_offering ON waldur_offering.id = waldur_offering_user.offering
      JOIN waldur_user ON waldur_user.id = waldur_offering_user.user
      """)

  /// People who hold a role on the very projects and organizations the viewer holds one on.
  private static func colleagues(of viewer: Viewer, _ call: WaldurCall) -> SQLCondition {
    SQLCondition(
      """
      waldur_offering_user.user IN (SELECT user FROM waldur_grant
        WHERE (expires IS NULL OR expires > ?)
        AND (scope_type = 'project' AND scope IN (SELECT value FROM json_each(?))
        OR scope_type = 'customer' AND scope IN (SELECT value FROM json_each(?))))
      """, call.now.microseconds, JSONList.text(viewer.scopes(.project)),
      JSONList.text(viewer.scopes(.customer)))
  }

  private static let filters: [Filter] = [
    .uuid("offering_uuid", "waldur_offering.uuid = ?"),
    .url("offering", "marketplace-provider-offerings", "waldur_offering.uuid = ?"),
    Filter.exact("offering_slug", "waldur_offering.slug").recent(),
    .uuid("user_uuid", "waldur_user.uuid = ?"),
    .exactIgnoringCase("user_username", "waldur_user.username"),
    Filter.exact("username", "waldur_offering_user.username").recent(),
    .uuid(
      "provider_uuid",
      "waldur_offering.customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)"),
    .bool("is_restricted", "waldur_offering_user.is_restricted"),
    .contains(
      "query", "waldur_offering.name", "waldur_offering_user.username",
      "waldur_user.first_name", "waldur_user.last_name", "waldur_user.username"),
    .time("created", "waldur_offering_user.created"),
    .time("modified", "waldur_offering_user.modified"),
    .time("propagated_after", "waldur_offering_user.propagated"),
    .time("propagated_before", "waldur_offering_user.propagated", "<="),
    .last("is_not_propagated") { value, _ in
      guard let value = Filter.boolean(value) else { return .unfiltered }
      return .rows(
        SQLCondition("(waldur_offering_user.propagated IS NULL) = ?", value))
    },
    Filter.choice("state", OfferingUserState.known.map(\.rawValue)) {
      .rows(.among("waldur_offering_user.state", $0))
    }.recent(),
    Filter.choice("runtime_state", runtimeStates) {
      .rows(.among("waldur_offering_user.runtime_state", $0))
    }.recent(),
  ]

  static let runtimeStates = [
    "Active", OfferingUserState.pendingAccountLinking.rawValue,
    OfferingUserState.pendingAdditionalValidation.rawValue,
  ]

  // MARK: Fields

  static let representation = Representation<WaldurOfferingUser>([
    Shown(\OfferingUserFields.url) { $1.url("marketplace-offering-users", $0.uuid) },
    Shown(\OfferingUserFields.uuid) { account, _ in .string(account.uuid) },
    Shown(\OfferingUserFields.user) { $1.url("users", try $1.user(of: $0).uuid) },
    Shown(\OfferingUserFields.offering) {
      $1.url("marketplace-provider-offerings", try $1.offering(of: $0).uuid)
    },
    Shown(\OfferingUserFields.username) { account, _ in .optional(account.username) },
    Shown(\OfferingUserFields.offeringUUID) { .string(try $1.offering(of: $0).uuid) },
    Shown(\OfferingUserFields.offeringName) { .string(try $1.offering(of: $0).name) },
    Shown(\OfferingUserFields.userUUID) { .string(try $1.user(of: $0).uuid) },
    Shown(\OfferingUserFields.userUsername) { .string(try $1.user(of: $0).username) },
    Shown(\OfferingUserFields.userFullName) { .string(try $1.user(of: $0).fullName) },
    Shown(\OfferingUserFields.userEmail, .present) { .string(try $1.user(of: $0).email) },
    Shown(\OfferingUserFields.created) { account, _ in .time(account.created) },
    Shown(\OfferingUserFields.modified) { account, _ in .time(account.modified) },
    Shown(\OfferingUserFields.propagationDate) { account, call in
      call.generation == .present ? .absent : .time(account.propagated)
    },
    Shown(\OfferingUserFields.customerUUID) { .string(try $1.provider(of: $0).uuid) },
    Shown(\OfferingUserFields.customerName) { .string(try $1.provider(of: $0).name) },
    Shown(\OfferingUserFields.isRestricted) { account, _ in .bool(account.isRestricted) },
    Shown(\OfferingUserFields.state, .present) { account, _ in .string(account.state) },
    Shown(\OfferingUserFields.runtimeState, .present) { account, _ in
      .string(account.runtimeState)
    },
    Shown(\OfferingUserFields.serviceProviderComment, .present) { account, _ in
      .string(account.comment)
    },
    Shown(\OfferingUserFields.serviceProviderCommentURL, .present) { account, _ in
      .string(account.commentURL)
    },
  ])

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }

  // MARK: Changes

  static let create: Route.Handler = { call in
    var form = try BodyForm(call)
    let fields = OfferingUserRequestFields.shared
    let user = try user(&form, call)
    let offering = try offering(&form, call)
    let username = form.text(fields.username, allowsBlank: true, allowsNull: true, max: 100)
    try form.finish()
    guard let user, let offering else { throw WaldurFault.serverError }
    if try call.state.exists(
      WaldurOfferingUser.table,
      SQLCondition("offering = ? AND user = ?", offering.id, user.id))
    {
      throw WaldurFault.nonField("The fields offering, user must make a unique set.")
    }
    guard try call.user().may(.offeringCreateUser, on: .customer(offering.customer)) else {
      throw WaldurFault.notPermitted
    }
    guard offering.allowsAccounts else {
      throw WaldurFault.invalid("It is not allowed to create users for current offering.")
    }
    let id = try call.database.insert(
      """
      INSERT INTO waldur_offering_user(uuid, offering, user, username, state, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, call.state.newUUID(), offering.id, user.id, username,
      OfferingUserState.initial(username).rawValue, call.now.microseconds, call.now.microseconds)
    guard let made = try call.state.find(WaldurOfferingUser.self, id: id) else {
      throw WaldurFault.serverError
    }
    var response = try representation.response(made, 201, for: call, named: false)
    if case .string(let url) = call.url("marketplace-offering-users", made.uuid) {
      response.headers[HTTPHeaders.Name.location] = url
    }
    return response
  }

  /// Reads whose account it is to be: by URL, or by UUID as clients of today may.
  private static func user(_ form: inout BodyForm, _ call: WaldurCall) throws -> WaldurUser? {
    let fields = OfferingUserRequestFields.shared
    if !form.has(fields.user), let uuid = form.uuid(fields.userUUID) {
      let user = try call.state.find(WaldurUser.self, uuid: uuid)
      if user == nil { form.refuse(fields.userUUID, Self.noObject(uuid)) }
      return user
    }
    return try form.link(fields.user, ["users"], required: true) {
      try call.state.find(WaldurUser.self, uuid: $0)
    }
  }

  private static func noObject(_ uuid: String) -> String {
    "Object with uuid=\(uuid) does not exist."
  }

  private static func offering(_ form: inout BodyForm, _ call: WaldurCall) throws
    -> WaldurOffering?
  {
    let fields = OfferingUserRequestFields.shared
    if !form.has(fields.offering), let uuid = form.uuid(fields.offeringUUID) {
      let offering = try call.state.find(WaldurOffering.self, uuid: uuid)
      if offering == nil { form.refuse(fields.offeringUUID, Self.noObject(uuid)) }
      return offering
    }
    return try form.link(fields.offering, ["marketplace-provider-offerings"], required: true) {
      try call.state.find(WaldurOffering.self, uuid: $0)
    }
  }

  static func update(isPartial: Bool) -> Route.Handler {
    { call in
      let account = try listing.one(call)
      try require(.offeringUpdateUser, account, call)
      var form = try BodyForm(call, isPartial: isPartial)
      if !isPartial {
        _ = try user(&form, call)
        _ = try offering(&form, call)
      }
      let fields = OfferingUserRequestFields.shared
      let isNamed = form.has(fields.username)
      let username = form.text(fields.username, allowsBlank: true, allowsNull: true, max: 100)
      try form.finish()
      let state = OfferingUserState(account.state)
      let becomesOK =
        isNamed && !(username ?? "").isEmpty && OfferingUserSteps.named.contains(state)
      try call.state.update(
        account, "username = ?, state = ?", isNamed ? username : account.username,
        becomesOK ? OfferingUserState.ok.rawValue : account.state)
      guard let changed = try call.state.find(WaldurOfferingUser.self, id: account.id) else {
        throw WaldurFault.serverError
      }
      return try representation.response(changed, for: call, named: false)
    }
  }

  static let destroy: Route.Handler = { call in
    let account = try listing.one(call)
    guard
      try call.user().may(
        .offeringDeleteUser, on: .customer(try call.offering(of: account).customer))
    else { throw WaldurFault.forbidden("You do not have permission to delete this user.") }
    try call.database.run("DELETE FROM waldur_offering_user WHERE id = ?", account.id)
    return .empty(204)
  }

  static let updateRestricted: Route.Handler = { call in
    let account = try listing.one(call)
    try require(.offeringUserUpdateRestriction, account, call)
    var form = try BodyForm(call)
    let value = form.bool(UpdateRestrictionFields.shared.isRestricted, required: true)
    try form.finish()
    try call.state.update(account, "is_restricted = ?", value ?? false)
    return .empty(200)
  }

  static let updateRuntimeState: Route.Handler = { call in
    let account = try listing.one(call)
    try require(.offeringUpdateUser, account, call)
    if account.state == OfferingUserState.deleted.rawValue {
      throw WaldurFault.wrongState(
        OfferingUserState.known.filter { $0 != .deleted }.map(\.rawValue))
    }
    var form = try BodyForm(call)
    let state = form.choice(
      OfferingUserFields.shared.runtimeState, runtimeStates, required: true)
    try form.finish()
    try call.state.update(account, "runtime_state = ?", state ?? account.runtimeState)
    return .empty(200)
  }

  static let updateComments: Route.Handler = { call in
    let account = try listing.one(call)
    try require(.offeringUpdateUser, account, call)
    var form = try BodyForm(call, isPartial: true)
    let fields = OfferingUserFields.shared
    let comment = form.text(fields.serviceProviderComment, allowsBlank: true)
    let url = form.text(fields.serviceProviderCommentURL, allowsBlank: true)
    try form.finish()
    try call.state.update(
      account, "comment = ?, comment_url = ?", comment ?? account.comment,
      url ?? account.commentURL)
    return .json(
      200,
      .object([
        (fields.serviceProviderComment.name, .string(comment ?? account.comment)),
        (fields.serviceProviderCommentURL.name, .string(url ?? account.commentURL)),
      ]))
  }

  static func require(
    _ permission: Permission, _ account: WaldurOfferingUser, _ call: WaldurCall
  ) throws {
    let offering = try call.offering(of: account)
    guard
      try call.user().may(permission, on: .customer(offering.customer), .offering(offering.id))
    else { throw WaldurFault.notPermitted }
  }
}

/// The life of an account, as servers of today know it.
enum OfferingUserSteps {
  /// One call that leads from some states to another.
  struct Step: Sendable {
    let name: String
    let from: [OfferingUserState]
    let to: OfferingUserState
    /// Whether the call brings words for the user; nil where it clears those that are there.
    var takesComment: Bool? = false
  }

  private static let pending: [OfferingUserState] = [
    .pendingAccountLinking, .pendingAdditionalValidation,
  ]

  /// States from which a name makes an account ready.
  static let named: [OfferingUserState] = [.requested, .creating, .errorCreating] + pending

  static let all: [Step] = [
    Step(name: "begin_creating", from: [.requested, .errorCreating], to: .creating),
    Step(
      name: "set_ok",
      from: [.requested, .creating] + pending + [
        .errorCreating, .errorDeleting, .requestedDeletion, .deleting,
      ], to: .ok, takesComment: nil),
    Step(
      name: "set_pending_account_linking",
      from: [.creating, .errorCreating, .pendingAdditionalValidation],
      to: .pendingAccountLinking, takesComment: true),
    Step(
      name: "set_pending_additional_validation",
      from: [.creating, .errorCreating, .pendingAccountLinking],
      to: .pendingAdditionalValidation, takesComment: true),
    Step(name: "set_validation_complete", from: pending, to: .ok, takesComment: nil),
    Step(
      name: "set_error_creating", from: [.requested, .creating] + pending, to: .errorCreating),
    Step(
      name: "request_deletion", from: [.ok, .creating] + pending + [.errorCreating],
      to: .requestedDeletion),
    Step(name: "set_deleting", from: [.requestedDeletion, .errorDeleting], to: .deleting),
    Step(name: "set_error_deleting", from: [.requestedDeletion, .deleting], to: .errorDeleting),
    Step(name: "set_deleted", from: [.requested, .deleting], to: .deleted),
  ]

  static func handler(_ step: Step) -> Route.Handler {
    { call in
      let account = try OfferingUsers.listing.one(call)
      try OfferingUsers.require(.offeringUpdateUser, account, call)
      guard step.from.contains(OfferingUserState(account.state)) else {
        throw WaldurFault.wrongState(step.from.map(\.rawValue))
      }
      var form = try BodyForm(call)
      let comment = form.text(Self.comment, allowsBlank: true)
      let url = form.text(commentURL, allowsBlank: true)
      try form.finish()
      let kept = (account.comment, account.commentURL)
      let words: (String, String) =
        switch step.takesComment {
        case true?: (comment ?? kept.0, url ?? kept.1)
        case false?: kept
        case nil: ("", "")
        }
      try call.state.update(
        account, "state = ?, comment = ?, comment_url = ?", step.to.rawValue, words.0, words.1)
      return .empty(200)
    }
  }

  private static let comment = Field<String>("comment")
  private static let commentURL = Field<String>("comment_url")
}

extension WaldurCall {
  func user(of account: WaldurOfferingUser) throws -> WaldurUser {
    try record(WaldurUser.self, account.user)
  }

  func offering(of account: WaldurOfferingUser) throws -> WaldurOffering {
    try record(WaldurOffering.self, account.offering)
  }

  func provider(of account: WaldurOfferingUser) throws -> WaldurCustomer {
    try record(WaldurCustomer.self, offering(of: account).customer)
  }
}

extension WaldurState {
  func update(
    _ account: WaldurOfferingUser, _ columns: String, _ values: any DatabaseValue...
  ) throws {
    try database.run(
      "UPDATE waldur_offering_user SET modified = ?, \(columns) WHERE id = ?",
      values: [now.microseconds] + values + [account.id])
  }
}
