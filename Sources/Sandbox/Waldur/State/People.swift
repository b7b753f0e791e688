/// Somebody with an account.
struct WaldurUser: WaldurRecord {
  static let table = "waldur_user"
  static let model = "User"
  static let columns = """
    id, uuid, username, slug, first_name, last_name, native_name, email, phone_number, organization,
    job_title, civil_number, description, is_staff, is_support, is_active, token, token_lifetime,
    token_used, password, failed_logins, last_failed_login, registration_method, date_joined
    """

  let id: Int64
  let uuid: String
  let username: String
  let slug: String
  let firstName: String
  let lastName: String
  let nativeName: String
  let email: String
  let phoneNumber: String
  let organization: String
  let jobTitle: String
  let civilNumber: String?
  let description: String
  let isStaff: Bool
  let isSupport: Bool
  let isActive: Bool
  let token: String?
  /// In seconds; nil for a token that lives for ever.
  let tokenLifetime: Int64?
  let tokenUsed: Moment
  /// Kept as it is: whoever may read the file of a sandbox may log in to it.
  let password: String
  let failedLogins: Int64
  let lastFailedLogin: Moment
  let registrationMethod: String
  let dateJoined: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    username = row.text()
    slug = row.text()
    firstName = row.text()
    lastName = row.text()
    nativeName = row.text()
    email = row.text()
    phoneNumber = row.text()
    organization = row.text()
    jobTitle = row.text()
    civilNumber = row.optionalText()
    description = row.text()
    isStaff = row.bool()
    isSupport = row.bool()
    isActive = row.bool()
    token = row.optionalText()
    tokenLifetime = row.optionalID()
    tokenUsed = row.time()
    password = row.text()
    failedLogins = row.id()
    lastFailedLogin = row.time()
    registrationMethod = row.text()
    dateJoined = row.time()
  }

  var fullName: String {
    [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// A public key.
struct WaldurKey: WaldurRecord {
  static let table = "waldur_key"
  static let model = "SshPublicKey"
  static let columns = """
    id, uuid, user, name, public_key, type, fingerprint_md5, fingerprint_sha256, fingerprint_sha512,
    is_shared
    """

  let id: Int64
  let uuid: String
  let user: Int64
  let name: String
  let publicKey: String
  let type: String
  let md5: String
  let sha256: String
  let sha512: String
  let isShared: Bool

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    user = row.id()
    name = row.text()
    publicKey = row.text()
    type = row.text()
    md5 = row.text()
    sha256 = row.text()
    sha512 = row.text()
    isShared = row.bool()
  }
}

/// An organization.
struct WaldurCustomer: WaldurRecord {
  static let table = "waldur_customer"
  static let model = "Customer"
  static let columns = """
    id, uuid, name, slug, native_name, abbreviation, email, phone_number, contact_details, country,
    registration_code, agreement_number, backend_id, blocked, archived, created
    """

  let id: Int64
  let uuid: String
  let name: String
  let slug: String
  let nativeName: String
  let abbreviation: String
  let email: String
  let phoneNumber: String
  let contactDetails: String
  let country: String
  let registrationCode: String
  let agreementNumber: String
  let backendID: String
  let isBlocked: Bool
  let isArchived: Bool
  let created: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    name = row.text()
    slug = row.text()
    nativeName = row.text()
    abbreviation = row.text()
    email = row.text()
    phoneNumber = row.text()
    contactDetails = row.text()
    country = row.text()
    registrationCode = row.text()
    agreementNumber = row.text()
    backendID = row.text()
    isBlocked = row.bool()
    isArchived = row.bool()
    created = row.time()
  }
}

/// A project of an organization.
struct WaldurProject: WaldurRecord {
  static let table = "waldur_project"
  static let model = "Project"
  static let columns = """
    id, uuid, customer, name, slug, description, backend_id, start_date, end_date, created
    """

  let id: Int64
  let uuid: String
  let customer: Int64
  let name: String
  let slug: String
  let description: String
  let backendID: String
  let startDate: String?
  let endDate: String?
  let created: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    customer = row.id()
    name = row.text()
    slug = row.text()
    description = row.text()
    backendID = row.text()
    startDate = row.optionalText()
    endDate = row.optionalText()
    created = row.time()
  }
}

/// What people can be on an object, with what it allows.
struct WaldurRole: WaldurRecord {
  static let table = "waldur_role"
  static let model = "Role"
  static let columns = "id, uuid, name, description, scope_type, is_system, is_active, permissions"

  let id: Int64
  let uuid: String
  let name: String
  let description: String
  let scopeType: String
  let isSystem: Bool
  let isActive: Bool
  let permissions: [String]

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    name = row.text()
    description = row.text()
    scopeType = row.text()
    isSystem = row.bool()
    isActive = row.bool()
    permissions = (try? StoredJSON.value([String].self, row.text())) ?? []
  }

  /// The names of the shipped roles that rules mention.
  enum Name {
    static let customerOwner = "CUSTOMER.OWNER"
    static let customerManager = "CUSTOMER.MANAGER"
    static let projectManager = "PROJECT.MANAGER"
  }

  /// What the role was called before roles had names of their own; nil for a custom one.
  var oldName: String? {
    switch name {
    case "CUSTOMER.OWNER": "owner"
    case "CUSTOMER.MANAGER": "service_manager"
    case "CUSTOMER.SUPPORT": "support"
    case "PROJECT.ADMIN": "admin"
    case "PROJECT.MANAGER": "manager"
    case "PROJECT.MEMBER": "member"
    default: nil
    }
  }
}

/// A role that somebody holds on an object.
struct WaldurGrant: WaldurRecord {
  static let table = "waldur_grant"
  static let model = "UserRole"
  static let columns = "id, uuid, user, role, scope_type, scope, created, created_by, expires"

  let id: Int64
  let uuid: String
  let user: Int64
  let role: Int64
  let scopeType: ScopeType
  let scope: Int64
  let created: Moment
  let createdBy: Int64?
  let expires: Moment?

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    user = row.id()
    role = row.id()
    scopeType = ScopeType(rawValue: row.text()) ?? .project
    scope = row.id()
    created = row.time()
    createdBy = row.optionalID()
    expires = row.optionalTime()
  }
}
