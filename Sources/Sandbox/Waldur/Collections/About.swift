import WaldurWire

/// What the server says about itself.
enum About {
  /// The names of all lists and where they are.
  static let root: Route.Handler = { call in
    .json(200, .object(WaldurRoutes.listNames.map { ($0, call.url($0)) }))
  }

  static let version: Route.Handler = { call in
    guard try call.user().seesAll else { throw WaldurFault.notPermitted }
    return .json(
      200, .object([(VersionAnswerFields.shared.version.name, .string(number))]))
  }

  private static let number = "8.1.3"

  static let configuration: Route.Handler = { call in
    .json(
      200,
      .object([
        ("FEATURES", .object([])),
        ("LANGUAGES", .list([.list([.string("en"), .string("English")])])),
        ("LANGUAGE_CODE", .string("en")),
        (
          "WALDUR_CORE",
          .object([
            ("AUTHENTICATION_METHODS", .list([.string("LOCAL_SIGNIN")])),
            ("SITE_NAME", .string("offsh sandbox")), ("CURRENCY_NAME", .string("EUR")),
            ("MASTERMIND_URL", .string(call.host)),
          ])
        ),
      ]))
  }

  /// Something that a sandbox has none of.
  static let nothing: Route.Handler = { call in
    let representation = Representation<WaldurCategory>([])
    return try Paging.response([], representation, for: call)
  }
}

/// `marketplace-categories`: what offerings are sorted into; open to everybody.
enum Categories {
  static let listing = Listing<WaldurCategory>(
    visible: { _, _ in .everything }, filters: [.contains("title", "waldur_category.title")],
    orderings: [("title", "waldur_category.title")],
    defaultOrder: "waldur_category.title, waldur_category.id", representation: representation)

  private static let representation = Representation<WaldurCategory>([
    Shown(\CategoryFields.url) { $1.url("marketplace-categories", $0.uuid) },
    Shown(\CategoryFields.uuid) { category, _ in .string(category.uuid) },
    Shown(\CategoryFields.title) { category, _ in .string(category.title) },
    Shown(\CategoryFields.description) { category, _ in .string(category.description) },
    Shown(\CategoryFields.icon) { _, _ in .null },
    Shown(\CategoryFields.offeringCount) { category, call in
      .int(
        try call.state.number(
          """
          SELECT count(*) FROM waldur_offering
          WHERE category = ? AND shared = 1 AND state IN ('Active', 'Paused')
          """, category.id))
    },
  ])

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }
}
