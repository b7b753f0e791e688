import Glibc
import TestSupport
import Testing

/// The tools of the program: what they make of their words and of files.
@Suite struct ToolTests {
  private let home = TemporaryFolder()

  private func run(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun(
      [BuiltProgram.path("offsh")] + arguments,
      environment: ["HOME": home.path, "PATH": "/usr/bin:/bin"])
  }

  private func write(_ text: String, to name: String) -> String {
    home.write(text.utf8, to: name)
    return home.file(name)
  }

  private static func mode(of path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : 0
  }

  // MARK: Words

  @Test func anOptionNoToolHasIsAUsageError() throws {
    let check = try run(["check", "--jsn", "x"])
    #expect(
      check.errors == """
        ERROR option provided but not defined: --jsn
          offsh check --jsn x
                      ^^^^^
          hint: did you mean '--json'?

        """)
    #expect(check.status == 2)
    let format = try run(["fmt", "--wirte", "x"])
    #expect(format.errors.contains("did you mean '--write'?"))
    #expect(format.status == 2)
  }

  @Test func checkNeedsAFile() throws {
    let check = try run(["check"])
    #expect(
      check.errors == """
        ERROR no files to check
          offsh check
                     ^
          hint: usage: offsh check [flags] <files> …

        """)
    #expect(check.status == 2)
  }

  @Test func quietKeepsWarningsToItself() throws {
    let script = write("def f() {\n  [1] | length\n  2\n}\n", to: "script.offsh")
    let loud = try run(["check", script])
    #expect(loud.errors.contains("WARNING"))
    let quiet = try run(["--quiet", "check", script])
    #expect(quiet.errors == "")
    #expect(quiet.status == loud.status)
  }

  // MARK: Files that are laid out anew

  @Test func aLaidOutFileStaysWhatItWas() throws {
    let file = write("echo   one\n", to: "script.offsh")
    let link = home.file("link.offsh")
    #expect(symlink(file, link) == 0)
    #expect(chmod(file, 0o750) == 0)
    #expect(try run(["fmt", "--write", link]).status == 0)
    #expect(Repository.text(of: file) == "echo one\n")
    #expect(Self.mode(of: link) & S_IFMT == S_IFLNK)
    #expect(Self.mode(of: file) & 0o7777 == 0o750)
  }

  @Test func aFileWithErrorsStaysAsItIs() throws {
    let file = write("echo   (\n", to: "script.offsh")
    let format = try run(["fmt", "--write", file])
    #expect(format.errors.contains("has errors and stays as it is"))
    #expect(format.status == 2)
    #expect(Repository.text(of: file) == "echo   (\n")
  }

  @Test func aFileWithoutEndIsRefused() throws {
    let format = try run(["fmt", "/dev/zero"])
    #expect(format.errors.hasPrefix("ERROR cannot read '/dev/zero': "))
    #expect(format.status == 2)
  }
}
