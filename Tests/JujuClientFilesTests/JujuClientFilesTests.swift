import Diagnostics
import JujuClient
import TestSupport
import Testing

@testable import JujuClientFiles

struct JujuClientFilesTests {
  private static let controllers = """
    controllers:
      foo:
        uuid: 11111111-1bad-500d-9000-4b1d0d06f00d
        api-endpoints: ['10.0.0.1:17070', '10.0.0.2:17070']
        ca-cert: |
          -----BEGIN CERTIFICATE-----
          MIIB
          -----END CERTIFICATE-----
        cloud: localhost
        region: localhost
        type: lxd
        agent-version: 3.6.8
        controller-machine-count: 3
        active-controller-machine-count: 2
        machine-count: 7
      bar:
        uuid: 22222222-1bad-500d-9000-4b1d0d06f00d
        api-endpoints: []
        public-hostname: bar.example.org
    current-controller: foo
    """

  private static let accounts = """
    controllers:
      foo:
        user: admin
        password: hunter2
        last-known-access: superuser
    """

  private static let models = """
    controllers:
      foo:
        models:
          admin/default:
            uuid: 33333333-0bad-400d-8000-4b1d0d06f00d
            type: iaas
          bob@external/prod:
            uuid: 44444444-0bad-400d-8000-4b1d0d06f00d
            type: caas
        current-model: admin/default
    """

  /// Writes files into a folder of their own and reads them.
  private func read(
    controllers: String? = Self.controllers, accounts: String? = Self.accounts,
    models: String? = Self.models
  ) throws -> JujuDirectory {
    let folder = TemporaryFolder()
    let files = ["controllers": controllers, "accounts": accounts, "models": models]
    for (name, text) in files {
      if let text { folder.write(text.utf8, to: "\(name).yaml") }
    }
    let client = JujuClientFiles(folder: folder.path)
    #expect(client.exist == (controllers != nil))
    return try client.directory()
  }

  @Test func readsWhatTheClientWrites() throws {
    let directory = try read()
    #expect(directory.currentController == "foo")
    #expect(directory.controllers.map(\.name) == ["bar", "foo"])
    let foo = try #require(directory["foo"])
    #expect(foo.endpoints == ["10.0.0.1:17070", "10.0.0.2:17070"])
    #expect(foo.caCertificate?.hasPrefix("-----BEGIN CERTIFICATE-----\nMIIB\n") == true)
    #expect(foo.agentVersion == "3.6.8")
    #expect(foo.controllerMachineCount == 3 && foo.activeControllerMachineCount == 2)
    #expect(foo.machineCount == 7)
    #expect(foo.cloudType == "lxd" && !foo.runsOnKubernetes)
    #expect(foo.account?.user == "admin" && foo.account?.password?.exposed == "hunter2")
    #expect(foo.account?.lastKnownAccess == "superuser")
    #expect(foo.models.map(\.name) == ["admin/default", "bob@external/prod"])
    #expect(foo.model(named: "admin/default")?.uuid == "33333333-0bad-400d-8000-4b1d0d06f00d")
    #expect(foo.currentModel == "admin/default")
    let bar = try #require(directory["bar"])
    #expect(bar.publicHostname == "bar.example.org" && bar.account == nil && bar.models.isEmpty)
  }

  @Test func missingFilesNameNothing() throws {
    #expect(try read(controllers: nil, accounts: nil, models: nil).controllers.isEmpty)
    #expect(try read(accounts: nil, models: nil)["foo"]?.account == nil)
    #expect(try read(controllers: "", models: "# nothing\n").controllers.isEmpty)
  }

  @Test(arguments: [
    ("controllers:\n  foo:\n    api-endpoints: []\n", "'foo' has no 'uuid'", 3),
    ("controllers: [1]\n", "'controllers' should be keys with values", 1),
    ("controllers:\n  foo: {uuid: x, api-endpoints: 7}\n", "'api-endpoints' should be a list", 2),
    (
      "controllers:\n  foo: {uuid: x, machine-count: many}\n",
      "'machine-count' should be a whole number", 2
    ),
    ("controllers:\n  foo: [\n", "the file is not YAML", 3),
  ])
  func saysWhatIsWrongAndWhere(_ text: String, _ message: String, _ line: Int) throws {
    let error = try #require(throws: Diagnostic.self) { _ = try read(controllers: text) }
    #expect(error.id == ClientFileDiagnostic.unreadable)
    #expect(error.message.hasPrefix(message), "\(error.message)")
    let span = try #require(error.span)
    #expect(span.source.position(of: span.range.lowerBound).line == line)
    #expect(span.source.name.hasSuffix("/controllers.yaml"))
  }

  /// A line of the file with passwords is named and not shown.
  @Test func neverShowsALineOfTheAccounts() throws {
    let text = "controllers:\n  foo:\n    password: [hunter2]\n    user: admin\n"
    let error = try #require(throws: Diagnostic.self) { _ = try read(accounts: text) }
    #expect(error.message.contains("accounts.yaml, line 3"))
    #expect(!error.rendered().contains("hunter2"))
  }

  @Test(arguments: [
    (["JUJU_DATA": "/a/", "XDG_DATA_HOME": "/b", "HOME": "/c"], "/a"),
    (["XDG_DATA_HOME": "/b", "HOME": "/c"], "/b/juju"),
    (["JUJU_DATA": "", "HOME": "/c"], "/c/.local/share/juju"),
  ])
  func findsTheFolder(_ environment: [String: String], _ folder: String) {
    #expect(JujuClientFiles(environment: environment)?.folder == folder)
  }

  @Test func withoutEnvironmentThereIsNoFolder() {
    #expect(JujuClientFiles(environment: [:]) == nil)
  }
}
