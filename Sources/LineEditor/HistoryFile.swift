import Glibc

/// The file that several shells at once share their entries through.
///
/// A first line says what it is; then one line per entry, oldest first: seconds since 1970, a
/// blank, the text with `\n`, `\r` and `\\` for line breaks, carriage returns and backslashes.
/// Entries are only ever appended, in one `write` under `flock`, so no shell loses another's lines
/// and a crash costs at most the entry being written. Rewriting goes through a temporary file and
/// `rename`; readers need no lock, since they stop at the last complete line.
struct HistoryFile {
  let path: String

  /// How far the file has been read. Another file under the same name has another identity.
  struct Position: Equatable {
    var inode: UInt64
    var offset: Int
  }

  /// What reading gave.
  struct Reading {
    var entries: [History.Entry] = []
    /// The file was read from its start, because it is new or another one took its place.
    var isWhole = true
    /// nil when there is no file yet.
    var position: Position?
    /// Lines that are no entries.
    var damagedLineCount = 0
  }

  /// Why the file cannot be used, as a text to follow its path.
  struct Failure: Error {
    let reason: String
    /// Whether the next try may succeed.
    let isPassing: Bool

    init(_ reason: String, isPassing: Bool = false) {
      self.reason = reason
      self.isPassing = isPassing
    }

    /// The failure that `errno` tells of.
    static var ofSystem: Failure { Failure(String(cString: strerror(errno))) }
  }

  private static let header = Array("#history 1\n".utf8)

  /// Reads what was added since `position`, or everything.
  func read(after position: Position? = nil) throws(Failure) -> Reading {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return Reading() }
      throw .ofSystem
    }
    defer { close(file) }
    return try read(from: file, after: position)
  }

  /// Appends entries and returns what others added since `position`.
  func append(_ entries: [History.Entry], after position: Position?) throws(Failure) -> Reading {
    let file = try openLocked()
    defer { close(file) }
    var others = try read(from: file, after: position)
    var bytes = try leadIn(of: file, size: others.position?.offset ?? 0)
    for entry in entries { bytes += Self.line(for: entry) }
    try Self.writeAll(bytes, to: file)
    others.position?.offset = Int(try Self.status(of: file).st_size)
    return others
  }

  /// Keeps only what `select` returns of all entries; goes through a temporary file.
  func rewrite(
    _ select: ([History.Entry]) -> [History.Entry]
  ) throws(Failure) -> Reading {
    let file = try openLocked()
    defer { close(file) }
    var reading = try read(from: file, after: nil)
    reading.entries = select(reading.entries)
    reading.position = try replace(with: reading.entries)
    return reading
  }
}

// MARK: - Reading

extension HistoryFile {
  private func read(from file: Int32, after position: Position?) throws(Failure) -> Reading {
    let status = try Self.status(of: file)
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("not a regular file") }
    let size = Int(status.st_size)
    let isSame = position.map { $0.inode == status.st_ino && $0.offset <= size } ?? false
    let start = isSame ? position?.offset ?? 0 : 0
    let bytes = try Self.bytes(of: file, in: start..<size)
    if start == 0, !bytes.isEmpty, !bytes.starts(with: Self.header) {
      throw Failure("not a history file of this program; it is left alone")
    }
    var reading = Reading(isWhole: !isSame)
    let end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
      if let entry = Self.entry(in: line) {
        reading.entries.append(entry)
      } else if line.first != UInt8(ascii: "#") {
        reading.damagedLineCount += 1
      }
    }
    reading.position = Position(inode: UInt64(status.st_ino), offset: start + end)
    return reading
  }

  private static func bytes(of file: Int32, in range: Range<Int>) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        pread(file, $0.baseAddress?.advanced(by: count), $0.count - count, range.lowerBound + count)
      }
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw .ofSystem }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func status(of file: Int32) throws(Failure) -> stat {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .ofSystem }
    return status
  }

  /// Returns the entry in a line, or nil for a line that is none: wrong form, no UTF-8, control
  /// characters.
  private static func entry(in line: ArraySlice<UInt8>) -> History.Entry? {
    guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
      let time = Int(String(decoding: line[..<blank], as: UTF8.self)),
      line.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\t") })
    else { return nil }
    let escaped = line[(blank + 1)...]
    let isPlain = !escaped.contains(UInt8(ascii: "\\"))
    let text = String(validating: isPlain ? escaped : unescaped(escaped), as: UTF8.self)
    guard let text, !text.isEmpty else { return nil }
    return History.Entry(text: text, time: time)
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      switch (isEscaped, byte) {
      case (false, UInt8(ascii: "\\")):
        isEscaped = true
        continue
      case (true, UInt8(ascii: "n")): result.append(UInt8(ascii: "\n"))
      case (true, UInt8(ascii: "r")): result.append(UInt8(ascii: "\r"))
      default: result.append(byte)
      }
      isEscaped = false
    }
    return result[...]
  }
}

// MARK: - Writing

extension HistoryFile {
  private static func line(for entry: History.Entry) -> [UInt8] {
    var line = Array("\(entry.time) ".utf8)
    for byte in entry.text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): line += Array("\\n".utf8)
      case UInt8(ascii: "\r"): line += Array("\\r".utf8)
      case UInt8(ascii: "\\"): line += Array("\\\\".utf8)
      default: line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// Returns what must stand before the first new entry: the header of a new file, or the line
  /// end that a crash in the middle of an entry left out.
  private func leadIn(of file: Int32, size: Int) throws(Failure) -> [UInt8] {
    let whole = Int(try Self.status(of: file).st_size)
    if whole == 0 { return Self.header }
    return whole > size ? [UInt8(ascii: "\n")] : []
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw .ofSystem }
      rest = rest.dropFirst(count)
    }
  }

  /// Opens the file for appending, making it and its folder where they are missing, and locks it.
  private func openLocked() throws(Failure) -> Int32 {
    PrivateFolders.make(above: path)
    for attempt in 0..<40 {
      let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw .ofSystem }
      if flock(file, LOCK_EX | LOCK_NB) == 0 {
        // Another shell may have put a new file in this one's place before we had the lock.
        if isCurrent(file) { return file }
      } else if errno != EWOULDBLOCK && errno != EINTR {
        defer { close(file) }
        throw .ofSystem
      }
      close(file)
      usleep(UInt32(min(attempt, 5)) * 1000 + 500)
    }
    throw Failure("held by another process", isPassing: true)
  }

  private func isCurrent(_ file: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(file, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  private func replace(with entries: [History.Entry]) throws(Failure) -> Position {
    // Beside the file itself, also where its name is a link: rename works within one folder.
    let target = realpath(path, nil)
    defer { free(target) }
    let name = target.map { String(cString: $0) } ?? path
    let temporary = "\(name).\(getpid()).new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .ofSystem }
    defer { close(file) }
    do throws(Failure) {
      try Self.writeAll(Self.header + entries.flatMap(Self.line), to: file)
      guard fsync(file) == 0, rename(temporary, name) == 0 else { throw Failure.ofSystem }
      let status = try Self.status(of: file)
      return Position(inode: UInt64(status.st_ino), offset: Int(status.st_size))
    } catch {
      unlink(temporary)
      throw error
    }
  }
}
