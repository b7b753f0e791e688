import Glibc

/// The folders above a file that is its owner's alone.
package enum PrivateFolders {
  /// Makes those that are missing, for this user only. Failing shows when the file is opened.
  package static func make(above path: String) {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += part + "/"
      mkdir(folder, 0o700)
    }
  }
}
