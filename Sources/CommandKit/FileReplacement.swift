package import Diagnostics
import Glibc

/// A file that is written beside its place and then moved there as a whole: whoever reads it sees
/// what was there before or all that is new. Abandoned when dropped before `commit`.
package final class FileReplacement {
  private let path: String
  private let temporary: String?
  private let descriptor: Int32
  private let overwrites: Bool
  /// Called while nobody reads a pipe; may throw to end the waiting.
  private let waiting: () throws(Diagnostic) -> Void
  private var isOpen = true

  /// Opens for writing. An existing file keeps its mode, a new one gets 0644 less the umask;
  /// `isPrivate` gives a new one 0600. A symbolic link stays one, and what is no regular file (a
  /// device, a pipe) is written directly. `waiting` is called every now and then while a pipe has
  /// nobody that reads it.
  package init(
    of path: String, overwrites: Bool, isPrivate: Bool = false,
    waiting: @escaping () throws(Diagnostic) -> Void = {}
  ) throws(Diagnostic) {
    self.waiting = waiting
    var status = stat()
    let exists = stat(path, &status) == 0
    let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
    if exists, isRegular, !overwrites { throw FileDiagnostic.exists(path) }
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw FileDiagnostic.failed("write", path, EISDIR)
    }
    let place = exists ? Self.resolved(path) : Self.linked(path)
    self.path = place
    self.overwrites = overwrites
    if isRegular {
      (descriptor, temporary) = try Self.openTemporary(
        beside: place, mode: exists ? status.st_mode & 0o7777 : (isPrivate ? 0o600 : nil))
    } else {
      temporary = nil
      descriptor = try Self.openDirectly(place, waiting)
    }
  }

  deinit { abandon() }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Returns the place that a symbolic link to nothing names, else the path itself.
  private static func linked(_ path: String) -> String {
    let length = Int(PATH_MAX)
    var target = [CChar](repeating: 0, count: length)
    let count = readlink(path, &target, length)
    guard count > 0 else { return path }
    let text = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard !text.hasPrefix("/"), let end = path.lastIndex(of: "/") else { return text }
    return path[...end] + text
  }

  /// Opens what is no regular file. A pipe is not there to write before somebody reads it.
  private static func openDirectly(
    _ path: String, _ waiting: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Int32 {
    while true {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
      if descriptor >= 0 { return descriptor }
      guard errno == ENXIO || errno == EINTR else {
        throw FileDiagnostic.failed("write", path, errno)
      }
      try waiting()
      poll(nil, 0, 50)
    }
  }

  private static func openTemporary(
    beside path: String, mode: mode_t?
  ) throws(Diagnostic) -> (Int32, String?) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    for attempt in 0..<100 {
      let name = "\(folder).\(parts.last ?? "").offsh-\(getpid())-\(attempt)"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o644)
      if descriptor >= 0 {
        if let mode { fchmod(descriptor, mode) }
        return (descriptor, name)
      }
      if errno != EEXIST { throw FileDiagnostic.failed("write", path, errno) }
    }
    throw FileDiagnostic.failed("write", path, EEXIST)
  }

  /// Appends text.
  package func write(_ text: String) throws(Diagnostic) {
    let bytes = Array(text.utf8)
    var failure: Diagnostic?
    bytes.withUnsafeBytes { bytes in
      do throws(Diagnostic) { try write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Appends bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EAGAIN {
        try waiting()
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, 50)
      } else if count < 0, errno != EINTR {
        throw FileDiagnostic.failed("write", path, errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, count)))
    }
  }

  /// Brings everything to the disk and moves the file to its place.
  package func commit() throws(Diagnostic) {
    guard let temporary else {
      abandon()
      return
    }
    guard fsync(descriptor) == 0 else { throw FileDiagnostic.failed("write", path, errno) }
    if overwrites {
      guard rename(temporary, path) == 0 else { throw FileDiagnostic.failed("write", path, errno) }
    } else {
      try moveWithoutReplacing(temporary)
    }
    close(descriptor)
    isOpen = false
    syncFolder()
  }

  /// Moves the file where none may stand: somebody else's that appeared meanwhile is kept.
  private func moveWithoutReplacing(_ temporary: String) throws(Diagnostic) {
    guard link(temporary, path) != 0 else {
      unlink(temporary)
      return
    }
    if errno == EEXIST { throw FileDiagnostic.exists(path) }
    // Some file systems have no hard links.
    if access(path, F_OK) == 0 { throw FileDiagnostic.exists(path) }
    guard rename(temporary, path) == 0 else { throw FileDiagnostic.failed("write", path, errno) }
  }

  /// A rename lasts only when the folder's entry does.
  private func syncFolder() {
    let end = path.lastIndex(of: "/")
    let folder = end.map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }

  private func abandon() {
    guard isOpen else { return }
    isOpen = false
    close(descriptor)
    if let temporary { unlink(temporary) }
  }
}
