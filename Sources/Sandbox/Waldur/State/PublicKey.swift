/// An SSH public key as people paste it.
struct PublicKey {
  let type: String
  let md5: String
  let sha256: String
  let sha512: String

  private static let types: Set<String> = [
    "ssh-rsa", "ssh-dss", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// Reads a key; nil for what is none: the type must stand in the data again.
  init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, Self.types.contains(String(words[0])),
      let data = Base64.decode(words[1]), data.count > 4
    else { return nil }
    let length = data[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard length > 0, data.count > 4 + length,
      String(decoding: data[4..<(4 + length)], as: UTF8.self) == words[0]
    else { return nil }
    type = String(words[0])
    md5 = Digest.md5(data).map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined(separator: ":")
    sha256 = "SHA256:" + Base64.encode(Digest.sha256(data), padded: false)
    sha512 = "SHA512:" + Base64.encode(Digest.sha512(data), padded: false)
  }
}
