package import Diagnostics
import Glibc

/// Keeps the authority of the sandbox's controllers, so that clients that know it from an earlier
/// run still trust them.
package struct AuthorityFolder {
  private let path: String

  package init(path: String) { self.path = path }

  /// Returns the authority kept here, a new one on first use.
  ///
  /// Throws `sandbox.authority` when it can neither be read nor written.
  package func authority() throws(Diagnostic) -> Authority {
    if let certificate = read("ca.pem"), let key = read("ca-key.pem") {
      return try Authority(certificate: certificate, privateKey: key)
    }
    let authority = try Authority()
    makeFolders()
    // The key first: a certificate without its key would be of no use to the next run.
    try write(authority.privateKey, "ca-key.pem", mode: 0o600)
    try write(authority.certificate, "ca.pem", mode: 0o644)
    return authority
  }

  private func makeFolders() {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
  }

  private func read(_ name: String) -> String? {
    guard let file = fopen("\(path)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    // Two keys and certificates would fit in here.
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func write(_ text: String, _ name: String, mode: mode_t) throws(Diagnostic) {
    // Beside its place first, under a name nobody can have prepared, and 0600 until it is whole.
    var beside = Array("\(path)/.\(name).XXXXXX".utf8CString)
    let descriptor = mkstemp(&beside)
    let bytes = Array(text.utf8)
    let isWritten =
      descriptor >= 0
      && bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
      && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
      && rename(beside, "\(path)/\(name)") == 0
    let code = errno
    if descriptor >= 0 { close(descriptor) }
    guard isWritten else {
      if descriptor >= 0 { unlink(beside) }
      throw Diagnostic(
        Authority.failed, "cannot write \(path)/\(name): \(String(cString: strerror(code)))",
        hint: "name another folder with --data DIR")
    }
  }
}
