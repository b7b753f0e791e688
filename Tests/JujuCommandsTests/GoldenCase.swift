import Diagnostics
import JSON
import JujuClient
import JujuWire
import TestSupport
import Testing

/// One recorded or computed run of Juju's own client.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let id: String
  let command: String
  let stdout: String
  let stderr: String
  let exit: Int
  let ignoresErrors: Bool
  let answers: [String: RawJSON]
  let context: JSONView
  let expectedRequest: JSONView?

  var testDescription: String { id }

  /// All cases of the fixture file.
  static let all: [GoldenCase] = {
    let path = Repository.root + "/Tests/Fixtures/juju/cli-golden.json"
    guard let text = Repository.text(of: path), let buffer = try? JSONBuffer.parse(text),
      let cases = buffer.root.member("cases")
    else { return [] }
    return cases.elements.compactMap { GoldenCase($0) }
  }()

  private init?(_ view: JSONView) {
    guard let id = view.member("id")?.string(), let command = view.member("command")?.string(),
      let input = view.member("input"), let context = input.member("context")
    else { return nil }
    self.id = id
    self.command = command
    self.context = context
    stdout = view.member("stdout")?.string() ?? ""
    stderr = view.member("stderr")?.string() ?? ""
    exit = Int(view.member("exit")?.int64() ?? 0)
    ignoresErrors = view.member("ignore_stderr")?.bool() ?? false
    expectedRequest = view.member("expect_request")
    var answers: [String: RawJSON] = [:]
    for answer in input.member("api").map({ Array($0.members) }) ?? [] {
      answers[answer.name] = RawJSON(answer.value)
    }
    // A request that must be sent, and whose answer is not the point.
    if let request = expectedRequest, let facade = request.member("facade")?.string(),
      let method = request.member("method")?.string(), answers["\(facade).\(method)"] == nil
    {
      answers["\(facade).\(method)"] = try? RawJSON(parsing: "{}")
    }
    self.answers = answers
  }

  /// Words with what this language reads as its own are quoted.
  var line: String {
    command.split(separator: " ").map { $0.contains("$") ? "'\($0)'" : String($0) }
      .joined(separator: " ")
  }

  /// What is typed at the question, when there is one.
  var answer: Bool? { context.member("stdin")?.string().map { $0.hasPrefix("y") } }

  var directory: JujuDirectory {
    let name = context.member("controller")?.string() ?? "controller"
    let user = context.member("user")?.string() ?? ""
    let model = context.member("model")?.string() ?? ""
    var models = (context.member("models").map { Array($0.members) } ?? []).map { member in
      KnownModel(name: member.name, uuid: member.value.string() ?? "")
    }
    if !model.isEmpty, !models.contains(where: { $0.name == model }) {
      models.append(KnownModel(name: model, uuid: "current-uuid"))
    }
    let account = KnownAccount(user: user, password: Password("secret"))
    return JujuDirectory(
      controllers: ([name] + ["different", "foo", "ctrl"].filter { $0 != name }).map { each in
        KnownController(
          name: each, uuid: "\(each)-uuid", endpoints: ["127.0.0.1:17070"],
          account: user.isEmpty ? nil : account, models: each == name ? models : [],
          currentModel: each == name && !model.isEmpty ? model : nil)
      }, currentController: name)
  }

  /// The text of a JSON value in a form that is equal when the protocol takes both for the same:
  /// members sorted, those that are null or empty text left out.
  static func canonical(_ view: JSONView) -> String {
    switch view.kind {
    case .object:
      let members = view.members.filter { !$0.value.isNull && $0.value.string() != "" }
        .map { "\"\($0.name)\":\(canonical($0.value))" }
      return "{" + members.sorted().joined(separator: ",") + "}"
    case .array: return "[" + view.elements.map(canonical).joined(separator: ",") + "]"
    default: return view.rawText
    }
  }
}
