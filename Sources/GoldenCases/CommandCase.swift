import Diagnostics
package import JSON
import JujuClient
import JujuCommands
import JujuWire

/// One recorded or computed run of Juju's own client: what is typed, what the client knows, what
/// controllers answer, and what must be seen and sent.
package struct CommandCase: Sendable {
  package let id: String
  let command: String
  let stdout: String
  let stderr: String
  let exit: Int
  let ignoresErrors: Bool
  let answers: [String: RawJSON]
  let context: JSONView
  let expectedRequest: JSONView?

  /// Nil for a case without a name, a command or an input.
  package init?(_ view: JSONView) {
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
    expectedRequest = view.member("expect_request").flatMap { $0.isNull ? nil : $0 }
    var answers: [String: RawJSON] = [:]
    for answer in input.member("api").map({ Array($0.members) }) ?? [] {
      answers[answer.name] = RawJSON(answer.value)
    }
    self.answers = answers
  }

  // MARK: Running

  /// Runs the case; returns where it differs.
  package func differences() -> [GoldenDifference] {
    let transport = CannedTransport(answers: answers, accepted: expectedCall.map { [$0] } ?? [])
    let stage = CommandStage(transport, directory: directory, answers: typedAnswers)
    let outcome = stage.run(CommandLineWords(command).line)
    var found: [GoldenDifference] = []
    if outcome.output != stdout {
      found.append(.init("stdout", expected: stdout, actual: outcome.output))
    }
    if (outcome.exitCode == .success) != (exit == 0) {
      found.append(
        .init("exit", expected: "\(exit)", actual: "\(outcome.exitCode): \(outcome.errors)"))
    }
    if !ignoresErrors, !errorsAgree(outcome.errors) {
      found.append(.init("stderr", expected: stderr, actual: outcome.errors))
    }
    return found + requestDifferences(transport)
  }

  /// Our errors begin with Juju's; behind them stand the place and a hint.
  private func errorsAgree(_ errors: String) -> Bool {
    if stderr.isEmpty { return exit != 0 || errors.isEmpty }
    // Some commands of the original print their text without the word, and fail all the same.
    return errors.hasPrefix(stderr) || exit != 0 && errors.hasPrefix("ERROR " + stderr)
  }

  private func requestDifferences(_ transport: CannedTransport) -> [GoldenDifference] {
    guard let expectedRequest, let expectedCall else { return [] }
    let sent = transport.requests.filter { $0.call == expectedCall }
    let expected = expectedRequest.member("params").flatMap(normalForm) ?? "{}"
    let actual = sent.map { (try? $0.parameters.view()).flatMap(normalForm) ?? "{}" }
    if actual.contains(expected) { return [] }
    return [
      .init(
        "request", expected: "\(expectedCall) \(expected)",
        actual: actual.isEmpty
          ? "sent: " + transport.requests.map(\.call).joined(separator: ", ")
          : actual.map { "\(expectedCall) \($0)" }.joined(separator: "\n"))
    ]
  }

  private var expectedCall: String? {
    guard let facade = expectedRequest?.member("facade")?.string(),
      let method = expectedRequest?.member("method")?.string()
    else { return nil }
    return "\(facade).\(method)"
  }

  // MARK: What the case gives

  /// A `-y` on the line is the answer; else what is typed, when the case says so.
  private var typedAnswers: CommandStage.Answers {
    let isAnswered = CommandLineWords(command).words.contains {
      ["-y", "--yes", "--no-prompt"].contains($0)
    }
    guard !isAnswered, let typed = context.member("stdin")?.string() else { return .assumed }
    return .typed(typed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// What the client knows. A context without the stores themselves says that the expected rows
  /// tell them.
  private var directory: JujuDirectory {
    if context.member("stores") != nil {
      return ControllerRows(stdout).directory(current: context.member("current")?.string())
    }
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
      controllers: otherControllers.union([name]).map { each in
        KnownController(
          name: each, uuid: "\(each)-uuid", endpoints: ["127.0.0.1:17070"],
          account: user.isEmpty ? nil : account, models: each == name ? models : [],
          currentModel: each == name && !model.isEmpty ? model : nil)
      }, currentController: name)
  }

  /// Controllers the line names before a colon or behind `-c`: the client has them where the case
  /// ends well or a controller answers.
  private var otherControllers: Set<String> {
    guard exit == 0 || !answers.isEmpty else { return [] }
    let words = CommandLineWords(command).words
    var names = Set(words.compactMap { $0.split(separator: ":").first.map(String.init) })
    for word in words {
      if let value = word.split(separator: "=", maxSplits: 1).dropFirst().first {
        names.insert(String(value.prefix { $0 != ":" }))
      }
    }
    let behind = zip(words, words.dropFirst())
    names = names.filter { name in words.contains { $0.contains("\(name):") } }
    names.formUnion(behind.filter { ["-c", "--controller"].contains($0.0) }.map(\.1))
    return names.filter { !$0.isEmpty && !$0.hasPrefix("-") && !$0.contains("/") }
  }
}
