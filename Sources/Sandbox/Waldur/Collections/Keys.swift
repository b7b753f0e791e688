import WaldurWire

/// `keys`: one's own public keys and those that are for everybody.
enum Keys {
  static let listing = Listing<WaldurKey>(
    visible: { viewer, _ in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      return .rows(
        SQLCondition("(waldur_key.user = ? OR waldur_key.is_shared = 1)", viewer.user.id))
    },
    filters: filters, orderings: [("name", "waldur_key.name")],
    defaultOrder: "waldur_key.name, waldur_key.id", representation: representation,
    joins: "JOIN waldur_user ON waldur_user.id = waldur_key.user")

  private static let filters: [Filter] = [
    .contains("name", "waldur_key.name"), .exact("name_exact", "waldur_key.name"),
    .uuid("uuid", "waldur_key.uuid = ?"), .uuid("user_uuid", "waldur_user.uuid = ?"),
    .exact("fingerprint_md5", "waldur_key.fingerprint_md5"),
    .exact("fingerprint_sha256", "waldur_key.fingerprint_sha256"),
    .exact("fingerprint_sha512", "waldur_key.fingerprint_sha512"),
    .bool("is_shared", "waldur_key.is_shared"),
  ]

  static let representation = Representation<WaldurKey>([
    Shown(\SshKeyFields.url) { $1.url("keys", $0.uuid) },
    Shown(\SshKeyFields.uuid) { key, _ in .string(key.uuid) },
    Shown(\SshKeyFields.name) { key, _ in .string(key.name) },
    Shown(\SshKeyFields.publicKey) { key, _ in .string(key.publicKey) },
    Shown(\SshKeyFields.fingerprintMD5) { key, _ in .string(key.md5) },
    Shown(\SshKeyFields.fingerprintSHA256) { key, _ in .string(key.sha256) },
    Shown(\SshKeyFields.fingerprintSHA512) { key, _ in .string(key.sha512) },
    Shown(\SshKeyFields.userUUID) {
      .string(try $1.record(WaldurUser.self, $0.user).uuid)
    },
    Shown(\SshKeyFields.isShared) { key, _ in .bool(key.isShared) },
    Shown(\SshKeyFields.type) { key, _ in .string(key.type) },
  ])

  /// The list, which knows no selection of fields.
  static let list: Route.Handler = { call in
    let (rows, headers) = try listing.page(call)
    return try Paging.response(rows, representation, for: call, selects: false, headers: headers)
  }

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call, named: false)
  }

  static let create: Route.Handler = { call in
    let user = try call.user().user
    var form = try BodyForm(call)
    let fields = SshKeyRequestFields.shared
    let name = form.text(fields.name, allowsBlank: true, max: 150)
    let text = form.text(fields.publicKey, required: true, max: 2000)
    let key = text.flatMap { PublicKey($0) }
    if let text, form.errors[fields.publicKey.name] == nil {
      if text.contains("\n") {
        form.refuse(fields.publicKey, "Key is not valid: it should be single line.")
      } else if key == nil {
        form.refuse(fields.publicKey, "Invalid SSH public key.")
      }
    }
    try form.finish()
    guard let key, let text else { throw WaldurFault.serverError }
    // Without a name the comment behind the key is one.
    let comment = text.split(whereSeparator: \.isWhitespace).dropFirst(2).joined(separator: " ")
    let chosen = (name ?? "").isEmpty ? comment : name ?? ""
    if try call.state.exists(
      WaldurKey.table, SQLCondition("user = ? AND name = ?", user.id, chosen))
    {
      throw WaldurFault.invalid(fields.name.name, "This field must be unique.")
    }
    let id = try call.state.add(key, text, named: chosen, of: user.id)
    guard let made = try call.state.find(WaldurKey.self, id: id) else {
      throw WaldurFault.serverError
    }
    var response = try representation.response(made, 201, for: call, named: false)
    if case .string(let url) = call.url("keys", made.uuid) {
      response.headers[HTTPHeaders.Name.location] = url
    }
    return response
  }

  static let destroy: Route.Handler = { call in
    let key = try listing.one(call)
    if key.isShared, try !call.user().isStaff {
      throw WaldurFault.forbidden("Only staff users are allowed to delete shared SSH public key.")
    }
    try call.database.run("DELETE FROM waldur_key WHERE id = ?", key.id)
    return .empty(204)
  }
}

extension WaldurState {
  @discardableResult
  func add(
    _ key: PublicKey, _ text: String, named name: String, of user: Int64, uuid: String? = nil
  )
    throws -> Int64
  {
    try database.insert(
      """
      INSERT INTO waldur_key(uuid, user, name, public_key, type, fingerprint_md5, fingerprint_sha256,
        fingerprint_sha512) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid ?? newUUID(), user, name, text, key.type, key.md5, key.sha256, key.sha512)
  }
}
