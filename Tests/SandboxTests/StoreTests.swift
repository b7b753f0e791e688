import CSQLite
import Diagnostics
import Glibc
import JujuWire
import TestSupport
import Testing

@testable import Sandbox

/// The file of the sandbox: what is kept, and what other files are told.
@Suite struct StoreTests {
  private func fails(_ id: DiagnosticID, _ path: String) {
    do throws(Diagnostic) {
      _ = try Sandbox(store: .file(path), lockWait: 1)
      Issue.record("\(path) was opened")
    } catch {
      #expect(error.id == id, "\(error.message)")
      #expect(error.message.contains(path) || error.id == SandboxDiagnostic.cannotOpen)
      #expect(error.hint != nil)
    }
  }

  /// Runs SQL on a file as another program would; the connection stays open until `body` is done.
  private func sql(_ path: String, _ text: String, then body: () throws -> Void = {}) throws {
    var handle: OpaquePointer?
    #expect(sqlite3_open(path, &handle) == SQLITE_OK)
    #expect(sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    try body()
  }

  @Test func whatWasAcknowledgedIsThereInTheNextProcess() throws {
    let folder = TemporaryFolder()
    let path = folder.file("deep/er/sandbox.db")
    let before: LocalClient
    do {
      let sandbox = try Sandbox(store: .file(path), seed: 7, makesFolder: true)
      let controller = try Conversation(sandbox)
      _ = try controller.call(
        ModelManagerFacade.create, ModelCreateArguments(name: "kept", ownerTag: .user("admin")))
      try sandbox.makeCurrent(controller: "bigbrother", model: "admin/monitorme")
      before = try sandbox.localClient()
    }
    let sandbox = try Sandbox(store: .file(path), seed: 8)
    #expect(try sandbox.localClient() == before)
    #expect(before.currentController == "bigbrother")
    #expect(before.controllers.first?.currentModel == "admin/monitorme")
    _ = try Conversation(sandbox, model: "admin/kept")
    var info = stat()
    #expect(stat(path, &info) == 0 && info.st_mode & 0o777 == 0o600)
  }

  @Test func twoProcessesMayShareAFile() throws {
    let folder = TemporaryFolder()
    let one = try Sandbox(store: .file(folder.file("s.db")))
    let two = try Sandbox(store: .file(folder.file("s.db")))
    let controller = try Conversation(one)
    _ = try controller.call(
      ModelManagerFacade.create, ModelCreateArguments(name: "m", ownerTag: .user("admin")))
    _ = try Conversation(two, model: "admin/m")
  }

  @Test func theSeedDecidesTheIdentifiers() throws {
    func client(_ seed: UInt64) throws -> LocalClient {
      try Sandbox(store: .memory, clock: .fixed(0), seed: seed).localClient()
    }
    #expect(try client(1) == client(1))
    let (one, two) = (try client(1).controllers[1], try client(2).controllers[1])
    #expect(one.uuid != two.uuid && one.models.map(\.uuid) != two.models.map(\.uuid))
    let uuids = [one.uuid] + one.models.map(\.uuid)
    #expect(Set(uuids).count == uuids.count)
    for uuid in uuids {
      let form = Array(uuid)
      #expect(form.count == 36 && form[14] == "4" && "89ab".contains(form[19]))
    }
  }

  @Test func theLocalClientKnowsBothControllers() throws {
    let sandbox = try Sandbox(store: .memory)
    let client = try sandbox.localClient()
    #expect(client.currentController == "foo")
    #expect(client.controllers.map(\.name) == ["bigbrother", "foo"])
    #expect(client.controllers.map(\.agentVersion) == ["2.9.51", "3.6.8"])
    #expect(client.controllers[1].currentModel == "admin/default")
    #expect(client.controllers[1].accounts.map(\.user) == ["admin", "bob", "fred", "mary"])
    #expect(client.controllers[1].apiEndpoints == ["127.0.0.1:17070"])
    do throws(Diagnostic) {
      _ = try sandbox.openJuju(controller: "fo", path: "/api", send: { _ in })
      Issue.record("opened")
    } catch {
      #expect(error.id == SandboxDiagnostic.unknownController)
      #expect(error.hint == "did you mean 'foo'?")
    }
    #expect(throws: Diagnostic.self) { try sandbox.makeCurrent(controller: "foo", model: "x/y") }
    #expect(throws: Diagnostic.self) { try sandbox.makeCurrent(controller: "x") }
  }

  @Test func aResetBringsTheFirstWorldBackAndEndsConnections() throws {
    let world = try World()
    try world.addModel("m")
    let open = try world.controller()
    try world.sandbox.reset()
    #expect(open.ending == "the sandbox was reset")
    let models = try world.sandbox.localClient().controllers[1].models.map(\.qualifiedName)
    #expect(!models.contains("admin/m") && models.contains("admin/prod"))
    _ = try Conversation(world.sandbox, model: "admin/consumer")
  }

  // MARK: Files that cannot serve

  @Test func otherFilesAreLeftAlone() throws {
    let folder = TemporaryFolder()
    let text = Array(repeating: UInt8(ascii: "x"), count: 5000)
    folder.write(text, to: "text")
    fails(SandboxDiagnostic.notASandbox, folder.file("text"))
    #expect(folder.read("text") == text)
    try sql(folder.file("other.db"), "CREATE TABLE t(x); INSERT INTO t VALUES (1)")
    let before = folder.read("other.db")
    fails(SandboxDiagnostic.notASandbox, folder.file("other.db"))
    #expect(folder.read("other.db") == before)
  }

  @Test func aDamagedFileIsToldSo() throws {
    let folder = TemporaryFolder()
    do { _ = try Sandbox(store: .file(folder.file("s.db"))) }
    var bytes = folder.read("s.db")
    for index in 16..<min(4096, bytes.count) { bytes[index] = 0xAA }
    folder.write(bytes, to: "s.db")
    fails(SandboxDiagnostic.notASandbox, folder.file("s.db"))
  }

  @Test func aFileOfANewerVersionIsToldSo() throws {
    let folder = TemporaryFolder()
    do { _ = try Sandbox(store: .file(folder.file("s.db"))) }
    try sql(folder.file("s.db"), "PRAGMA user_version = 99")
    fails(SandboxDiagnostic.tooNew, folder.file("s.db"))
  }

  @Test func aFileWhoseLockIsHeldIsToldSo() throws {
    let folder = TemporaryFolder()
    try sql(folder.file("s.db"), "BEGIN EXCLUSIVE") {
      fails(SandboxDiagnostic.locked, folder.file("s.db"))
    }
  }

  @Test func foldersAndForbiddenPlacesAreToldSo() throws {
    let folder = TemporaryFolder()
    fails(SandboxDiagnostic.cannotOpen, folder.path)
    folder.write([], to: "file")
    fails(SandboxDiagnostic.cannotOpen, folder.file("file/s.db"))
    fails(SandboxDiagnostic.cannotOpen, "/proc/offsh/s.db")
  }

  /// A lock that comes while the sandbox is open is an answer of the server, not a crash; when it is
  /// gone the same call works.
  @Test func aLockInBetweenIsAnswered() throws {
    let folder = TemporaryFolder()
    let sandbox = try Sandbox(store: .file(folder.file("s.db")), lockWait: 1)
    let controller = try Conversation(sandbox)
    let create = ModelCreateArguments(name: "m", ownerTag: .user("admin"))
    try sql(folder.file("s.db"), "BEGIN IMMEDIATE") {
      do {
        _ = try controller.call(ModelManagerFacade.create, create)
        Issue.record("a locked file was written")
      } catch let error as WireError {
        #expect(error.message.hasPrefix("another process holds the sandbox file"))
        #expect(error.code == .tryAgain)
      }
    }
    _ = try controller.call(ModelManagerFacade.create, create)
  }
}

/// What SQLite's own errors become.
@Suite struct DatabaseErrorTests {
  @Test(arguments: [
    (SQLITE_READONLY, SandboxDiagnostic.readOnly), (SQLITE_BUSY, SandboxDiagnostic.locked),
    (SQLITE_CORRUPT, SandboxDiagnostic.notASandbox), (SQLITE_FULL, SandboxDiagnostic.storage),
    (SQLITE_IOERR, SandboxDiagnostic.storage), (SQLITE_CANTOPEN, SandboxDiagnostic.cannotOpen),
  ])
  func eachHasItsDiagnostic(_ code: Int32, _ id: DiagnosticID) {
    let error = DatabaseError(code: code, message: "why", sql: "SELECT 1")
    let diagnostic = error.diagnostic(path: "/s.db")
    #expect(diagnostic.id == id && diagnostic.message.contains("/s.db"))
    #expect(diagnostic.cause == "why (SELECT 1)")
    #expect(diagnostic.isRetryable == (code == SQLITE_BUSY))
  }
}
