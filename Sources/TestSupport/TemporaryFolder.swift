import Glibc

/// A folder that is gone, with all in it, when its owner is.
package final class TemporaryFolder {
  package let path: String

  package init() {
    var template = Array("/tmp/offsh-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit {
    guard path.hasPrefix("/tmp/offsh-test-") else { return }
    Self.removeAll(at: path)
  }

  private static func removeAll(at path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
        if name != ".", name != ".." { removeAll(at: path + "/" + name) }
      }
      closedir(folder)
    }
    remove(path)
  }

  /// Returns the path of a file in it.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file, replacing what is there.
  package func write(_ bytes: some Collection<UInt8>, to name: String) {
    guard let file = fopen(file(name), "w") else { return }
    defer { fclose(file) }
    let bytes = Array(bytes)
    fwrite(bytes, 1, bytes.count, file)
  }

  /// Returns what a file holds; empty when there is none.
  package func read(_ name: String) -> [UInt8] {
    guard let file = fopen(file(name), "r") else { return [] }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      result += buffer[..<count]
    }
    return result
  }
}
