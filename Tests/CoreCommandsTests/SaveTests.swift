import Glibc
import TestSupport
import Testing

/// What `save` leaves on the disk.
@Suite struct SaveTests {
  private let folder = TemporaryFolder()

  private func path(_ name: String) -> String { folder.file(name) }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat(path(name), &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private func text(_ name: String) -> String {
    String(decoding: folder.read(name), as: UTF8.self)
  }

  /// The names in the folder, to see that nothing is left beside the files.
  private var names: [String] {
    var names: [String] = []
    guard let directory = opendir(folder.path) else { return [] }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  @Test func aNewFileHoldsTheTextAndCanBeReadBack() {
    #expect(Session().enter("[[a: 1], [a: 2]] | to csv | save \(path("x"))").status == 0)
    #expect(text("x") == "a\n1\n2\n")
    let mask = umask(0)
    umask(mask)
    #expect(mode("x") == 0o644 & ~mask)
    #expect(Session().enter("open \(path("x")) | from csv | get a").text == "1\n2\n")
    #expect(names == ["x"])
  }

  @Test func aFileIsNotReplacedUnlessAsked() {
    folder.write("old".utf8, to: "x")
    chmod(path("x"), 0o600)
    let refused = Session().enter("'new' | save \(path("x"))")
    #expect(refused.status == 1)
    #expect(refused.text.contains("there is a file"))
    #expect(text("x") == "old")
    #expect(Session().enter("'new' | save --overwrite \(path("x"))").status == 0)
    #expect(text("x") == "new")
    #expect(mode("x") == 0o600)
    #expect(names == ["x"])
  }

  @Test func aFailureOnTheWayLeavesWhatWasThere() {
    folder.write("old".utf8, to: "x")
    let line = "range 3 | each { |n| \"${6 / (2 - $n)}\" } | save --overwrite \(path("x"))"
    #expect(Session().enter(line).status == 1)
    #expect(text("x") == "old")
    #expect(names == ["x"])
  }

  @Test func aLinkStaysALink() {
    folder.write("old".utf8, to: "x")
    symlink("x", path("y"))
    #expect(Session().enter("'new' | save --overwrite \(path("y"))").status == 0)
    #expect(text("x") == "new")
    var status = stat()
    #expect(lstat(path("y"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func dryRunAndReadOnlyWriteNothing() {
    #expect(Session(mode: .dryRun).enter("'x' | save \(path("x"))").status == 0)
    #expect(Session(mode: .readOnly).enter("'x' | save \(path("x"))").status == 1)
    #expect(names.isEmpty)
  }

  @Test func listsOfTextAreLinesAndLongStreamsArriveWhole() {
    #expect(Session().enter("['a', 'b'] | save \(path("x"))").status == 0)
    #expect(text("x") == "a\nb\n")
    #expect(Session().enter("range 200000 | to ndjson | save \(path("y"))").status == 0)
    #expect(Session().enter("open \(path("y")) | from ndjson | sum").text == "19999900000\n")
    #expect(Session().enter("open \(path("y")) | lines | count").text == "200000\n")
  }
}
