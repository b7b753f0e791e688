import CommandKit
import Diagnostics
import Glibc
import JujuClient
import LineEditor

/// Names the session knows already, for completion: asks nobody.
struct KnownNames {
  /// What the session knows; nil before it is open.
  let directory: JujuDirectory?

  /// Returns the names of a kind that can stand where `word` is being typed.
  func candidates(of kind: CandidateSource?, for word: String) -> [Completion.Candidate] {
    switch kind {
    case .controller: controllers
    case .model: models
    case .file: Self.files(word)
    default: []
    }
  }

  private var controllers: [Completion.Candidate] {
    (directory?.controllers ?? []).map {
      Completion.Candidate($0.name.asPastedWord, kind: "controller")
    }
  }

  /// Models of the current controller by the names they go by there, the others with their controller.
  private var models: [Completion.Candidate] {
    guard let directory else { return [] }
    return directory.controllers.flatMap { controller in
      let isCurrent = controller.name == directory.currentController
      let own = (controller.account?.user).map { $0 + "/" }
      return controller.models.map { model in
        let isOwn = own.map { model.name.hasPrefix($0) } ?? false
        let name = isOwn ? String(model.name.dropFirst(own?.count ?? 0)) : model.name
        return Completion.Candidate(
          isCurrent ? name : "\(controller.name):\(model.name)", kind: "model")
      }
    }
  }

  /// The files of the folder that `word` begins with; hidden ones where it begins to name one.
  private static func files(_ word: String) -> [Completion.Candidate] {
    let end = word.lastIndex(of: "/").map { word.index(after: $0) } ?? word.startIndex
    let (folder, start) = (String(word[..<end]), word[end...])
    guard let entries = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(entries) }
    var found: [Completion.Candidate] = []
    // A folder may hold more than anybody reads through.
    while found.count < 1000, let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = folder + name
      guard name != ".", name != "..", name.hasPrefix(start),
        start.hasPrefix(".") || !name.hasPrefix("."), path.asPastedWord == path
      else { continue }
      var status = stat()
      let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      found.append(
        Completion.Candidate(
          isFolder ? path + "/" : path, kind: isFolder ? "folder" : "file",
          appendsBlank: !isFolder))
    }
    return found
  }
}
