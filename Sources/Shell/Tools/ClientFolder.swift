import CommandKit
import Diagnostics
import Glibc
import LineEditor
import Sandbox
import Values

/// A folder as Juju's own client keeps one, for programs that look there for controllers.
struct ClientFolder {
  let path: String

  /// Writes the files, for their owner's eyes only; what was there before is replaced.
  func write(_ client: LocalClient) throws(Diagnostic) {
    for folder in ["cookies", "ssh"] { PrivateFolders.make(above: "\(path)/\(folder)/") }
    let named = client.controllers.map { ($0.name, $0) }
    try write(
      "controllers.yaml",
      record([
        ("controllers", record(named.map { ($0.0, Self.controller($0.1)) })),
        ("current-controller", .string(client.currentController)),
      ]))
    try write(
      "accounts.yaml", record([("controllers", record(named.map { ($0.0, Self.account($0.1)) }))]))
    try write(
      "models.yaml", record([("controllers", record(named.map { ($0.0, Self.models($0.1)) }))]))
    // python-libjuju gives it to every model it makes; the sandbox has no machine that would use it.
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5" + String(repeating: "A", count: 48)
    try write("ssh/juju_id_rsa.pub", "\(key) offsh-sandbox\n")
    for controller in client.controllers {
      // python-libjuju does not start without it.
      try write("cookies/\(controller.name).json", "[]\n")
    }
  }

  private func write(_ name: String, _ value: Value) throws(Diagnostic) {
    try write(name, YAMLWriter.text(value))
  }

  private func write(_ name: String, _ text: String) throws(Diagnostic) {
    let file = try FileReplacement(of: "\(path)/\(name)", overwrites: true, isPrivate: true)
    let bytes = Array(text.utf8)
    let outcome = bytes.withUnsafeBytes { bytes in
      Result { () throws(Diagnostic) in try file.write(bytes) }
    }
    try outcome.get()
    try file.commit()
  }

  private static func controller(_ controller: LocalController) -> Value {
    record([
      ("uuid", .string(controller.uuid)),
      ("api-endpoints", .list(List(controller.apiEndpoints.map { .string($0) }))),
      ("ca-cert", .string(controller.caCertificate)), ("cloud", .string(controller.cloud)),
      ("region", .string(controller.region)), ("type", .string("lxd")),
      ("agent-version", .string(controller.agentVersion)),
      ("controller-machine-count", .int(1)), ("active-controller-machine-count", .int(1)),
      ("machine-count", .int(controller.machineCount)),
    ])
  }

  private static func account(_ controller: LocalController) -> Value {
    let account = controller.accounts.first { $0.user == controller.user }
    return record([
      ("user", .string(controller.user)), ("password", .string(account?.password ?? "")),
      ("last-known-access", .string(account?.access ?? "login")),
    ])
  }

  private static func models(_ controller: LocalController) -> Value {
    let models = controller.models.map { model in
      (
        model.qualifiedName,
        record([("uuid", .string(model.uuid)), ("type", .string(model.type))])
      )
    }
    let current = controller.currentModel.map { [("current-model", Value.string($0))] } ?? []
    return record([("models", record(models))] + current)
  }

  private static func record(_ fields: [(String, Value)]) -> Value {
    .record(Record(Shape(fields.map { FieldName.of($0.0) }), fields.map(\.1)))
  }

  private func record(_ fields: [(String, Value)]) -> Value { Self.record(fields) }
}
