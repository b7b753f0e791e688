import Glibc

/// The files of the checkout that tests read.
package enum Repository {
  /// The folder that holds `Package.swift`.
  package static let root: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(3).joined(separator: "/")
  }()

  /// Returns the text of a file, or nil when there is none.
  package static func text(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces the text of a file.
  package static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  /// Returns the paths of all files below a folder of the checkout with an ending, sorted.
  package static func files(under folder: String, ending: String) -> [String] {
    var found: [String] = []
    collect(root + "/" + folder, ending, into: &found)
    return found.sorted()
  }

  private static func collect(_ folder: String, _ ending: String, into found: inout [String]) {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = folder + "/" + name
      if entry.pointee.d_type == DT_DIR {
        collect(path, ending, into: &found)
      } else if name.hasSuffix(ending) {
        found.append(path)
      }
    }
  }
}
