// A recorded request with its answer. It passes when our types read both and write them again
// with the same meaning, also with what the protocol says must not matter: keys nobody knows, null
// for what is not there, keys in another case. An answer that is an error must be what the client
// raises; what no method exists for must be what the sandbox refuses in the same words.

import Diagnostics
package import JSON
import JujuWire

/// One request with its answer.
package struct MessageCase: Sendable {
  package let id: String
  private let path: String
  private let request: JSONView
  private let response: JSONView
  private let clientError: String?

  /// Nil for a case without a name, a request or an answer.
  package init?(_ view: JSONView) {
    guard let id = view.member("id")?.string(), let request = view.member("request"),
      let response = view.member("response")
    else { return nil }
    self.id = id
    self.request = request
    self.response = response
    path = view.member("path")?.string() ?? "/api"
    clientError = view.member("client_error")?.string()
  }

  private var facade: String { request.member("type")?.string() ?? "" }
  private var method: String { request.member("request")?.string() ?? "" }

  /// Returns where our client or our sandbox differs.
  package func differences() -> [GoldenDifference] {
    var found: [GoldenDifference] = []
    if let coding = MethodCoding.named(facade, method) {
      found += Recoding("request", coding.request).differences(request)
      found += Recoding("response", coding.response).differences(response)
      found += raisedDifferences()
    } else if !isRefusal {
      found.append(
        .init("types", expected: "types for \(facade).\(method)", actual: "there are none"))
    }
    if isRefusal { found += refusalDifferences() }
    return found
  }

  /// Whether the server says that it has no such method there.
  private var isRefusal: Bool {
    ["not implemented", "not supported"].contains(response.member("error-code")?.string())
  }

  private func refusalDifferences() -> [GoldenDifference] {
    let expected = normalForm(response) ?? "{}"
    let actual: String
    do {
      actual = try normalForm(
        SandboxQuestion(path: path).answer(to: Array(request.rawText.utf8)))
    } catch {
      actual = "\(error)"
    }
    return expected == actual ? [] : [.init("sandbox", expected: expected, actual: actual)]
  }

  /// What the client raises for the answer, where it has a call for the method.
  private func raisedDifferences() -> [GoldenDifference] {
    // What no facade has there, our client never sends.
    guard !isRefusal, let call = ClientCall.named(facade, method) else { return [] }
    let expected = clientError ?? serverError
    var answer = RawJSON.null
    if let message = response.member("error") {
      let code = response.member("error-code")?.rawText ?? "\"\""
      answer =
        (try? RawJSON(parsing: #"{"error":{"message":\#(message.rawText),"code":\#(code)}}"#))
        ?? .null
    } else if let body = response.member("response") {
      answer = RawJSON(body)
    }
    let transport = CannedTransport(answers: ["\(facade).\(method)": answer])
    let stage = CommandStage(transport, directory: ClientCall.directory)
    let parameters = request.member("params").map { RawJSON($0) } ?? .null
    var raised: String?
    do throws(Diagnostic) {
      try call.run(stage.session, parameters)
    } catch {
      raised = error.message
    }
    if raised == expected { return [] }
    return [.init("client error", expected: expected ?? "none", actual: raised ?? "none")]
  }

  /// The error in the answer as Juju's client shows it: that of a whole call with its code.
  private var serverError: String? {
    if let message = response.member("error")?.string() {
      let code = response.member("error-code")?.string() ?? ""
      return code.isEmpty ? message : "\(message) (\(code))"
    }
    let results = response.member("response")?.member("results")
    let messages = (results.map { Array($0.elements) } ?? []).compactMap {
      $0.member("error")?.member("message")?.string()
    }
    return messages.isEmpty ? nil : messages.joined(separator: "\n")
  }
}

/// Reading a message with our types and writing it again.
private struct Recoding {
  let subject: String
  let coding: @Sendable ([UInt8]) throws -> [UInt8]

  init(_ subject: String, _ coding: @escaping @Sendable ([UInt8]) throws -> [UInt8]) {
    self.subject = subject
    self.coding = coding
  }

  func differences(_ message: JSONView) -> [GoldenDifference] {
    let expected = normalForm(message) ?? "{}"
    let actual = meaning(message.rawText)
    guard actual == expected else {
      return [.init(subject, expected: expected, actual: actual)]
    }
    return variations(of: MessageTree(message), expected)
  }

  private func meaning(_ text: String) -> String {
    do { return try normalForm(coding(Array(text.utf8))) } catch { return "\(error)" }
  }

  private func variations(of tree: MessageTree, _ expected: String) -> [GoldenDifference] {
    var found: [GoldenDifference] = []
    func compare(_ what: String, _ changed: MessageTree, accepts: (String) -> Bool) {
      let actual = meaning(changed.text)
      if !accepts(actual) {
        found.append(.init("\(subject) \(what)", expected: expected, actual: actual))
      }
    }
    let isLast: (MessageTree.Member) -> Bool = { !$0.value.isNothing }
    compare("without what is empty", tree.changingAll { $0.filter(isLast) }) { $0 == expected }
    compare(
      "with null for what is empty",
      tree.changingAll { $0.map { ($0.name, $0.value.isNothing ? .null : $0.value) } }
    ) { $0 == expected }
    compare(
      "with keys in another case",
      tree.changingAll {
        $0.map { ($0.name.prefix(1).uppercased() + $0.name.dropFirst(), $0.value) }
      }
    ) { $0.lowercased() == expected.lowercased() }
    for number in 0..<tree.objectCount {
      let changed = tree.changing(object: number) {
        $0 + [(name: "x-unknown", value: .object([("a", .array([.null]))]))]
      }
      let kept = (try? normalForm(Array(changed.text.utf8))) ?? ""
      compare("with an unknown key", changed) { actual in
        actual == expected || actual == kept || isMap(tree, number)
      }
    }
    return found
  }

  /// Whether the object of that number has names of its own choice: then another of the same kind
  /// is kept.
  private func isMap(_ tree: MessageTree, _ number: Int) -> Bool {
    let changed = tree.changing(object: number) { members in
      members + members.prefix(1).map { (name: "x-unknown", value: $0.value) }
    }
    let kept = (try? normalForm(Array(changed.text.utf8))) ?? ""
    return kept.contains("x-unknown") && meaning(changed.text) == kept
  }
}
