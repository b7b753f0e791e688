import Glibc
import Shell
import TestSupport
import Testing

/// What `--output` leaves on the disk.
@Suite struct OutputTests {
  private let folder = TemporaryFolder()

  private func write(_ name: String) throws -> String {
    let answer = try ScriptedShell().enter("offers --output \(folder.file(name))")
    #expect(answer.status == 0 && answer.text == "", "\(answer.text)")
    return String(decoding: folder.read(name), as: UTF8.self)
  }

  private func isLink(_ name: String) -> Bool {
    var status = stat()
    return lstat(folder.file(name), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  @Test func aFileThatIsThereKeepsItsMode() throws {
    folder.write("old".utf8, to: "x")
    chmod(folder.file("x"), 0o600)
    #expect(try write("x").hasPrefix("Offer "))
    var status = stat()
    #expect(stat(folder.file("x"), &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func aLinkStaysALink() throws {
    folder.write("old".utf8, to: "x")
    symlink("x", folder.file("y"))
    #expect(try write("y").hasPrefix("Offer "))
    #expect(isLink("y") && !isLink("x"))
  }

  @Test func aLinkToNothingStaysALink() throws {
    symlink("x", folder.file("y"))
    #expect(try write("y").hasPrefix("Offer "))
    #expect(isLink("y") && !isLink("x"))
    #expect(String(decoding: folder.read("x"), as: UTF8.self).hasPrefix("Offer "))
  }
}
