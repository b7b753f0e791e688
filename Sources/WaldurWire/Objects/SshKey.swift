/// The fields of `SshKey`.
package final class SshKeyFields: WireFields {
  package static let shared = SshKeyFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let publicKey = Field<String>("public_key")
  package let fingerprintMD5 = Field<String>("fingerprint_md5")
  package let fingerprintSHA256 = Field<String>("fingerprint_sha256")
  package let fingerprintSHA512 = Field<String>("fingerprint_sha512")
  package let userUUID = Field<WaldurUUID>("user_uuid")
  package let isShared = Field<Bool>("is_shared")
  package let type = Field<String>("type")
}

/// A public key of a user.
package typealias SshKey = WireObject<SshKeyFields>
