/// A golden transcript: what is typed and what appears, in cases under headings.
///
///     ## says hello ##
///     offsh> let who = "world"
///     offsh> echo hello $who
///     hello world
///
/// A heading may carry options of the offsh call in brackets: `## refuses [--read-only] ##`, the
/// answers to questions (`answer=yes`, `answer=no,all`: the last to all that follow), which of several
/// is meant (`choose=2`), variables of the environment (`JUJU_DATA=folder`; `HOME=./folder` is one of the
/// checkout with its whole path) and what a controller does to a request (`fault=Consume:lost`), or a
/// Waldur server to what goes to an address (`fault=/keys/:500`). Lines
/// after `offsh> ` that begin with `  ...> ` belong to the same entry. What follows, up to the next
/// entry or heading, is expected; `[exit N]` stands at its end when the status is not 0. Text
/// before the first heading and lines beginning with `// ` between cases are remarks.
package struct Transcript {
  package struct Entry {
    package let text: String
    package var expected: String
    /// The number of its first line.
    package let line: Int
  }

  package struct Case {
    package let name: String
    /// Words of the offsh call.
    package let options: [String]
    /// What is answered to questions, the last to all that follow; nil when there is nobody to ask.
    package let answers: [String]?
    /// The number of the one that is meant where a name stands for several; nil for nobody to say.
    package let choice: Int?
    package let environment: [String: String]
    /// What goes wrong on the way to a controller: `METHOD:WHAT`.
    package let faults: [String]
    package let heading: String
    package var remarks: [String]
    package var entries: [Entry]
  }

  package var preamble: [String] = []
  package var cases: [Case] = []

  private static let mark = "offsh> "
  private static let continuation = "  ...> "

  package init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() { take(line, number: index + 1) }
    for index in cases.indices { cases[index].trim() }
  }

  private mutating func take(_ line: String, number: Int) {
    if line.hasPrefix("## "), line.hasSuffix(" ##") {
      cases.append(Case(heading: line))
    } else if cases.isEmpty {
      preamble.append(line)
    } else {
      cases[cases.count - 1].take(line, number: number)
    }
  }

  /// The transcript as text, with each entry's expected part.
  package var text: String {
    let parts = cases.map(\.text)
    let head = preamble.joined(separator: "\n")
    return (head.isEmpty ? "" : head + "\n") + parts.joined(separator: "\n")
  }

  /// What an entry's answer looks like in a transcript.
  package static func expected(_ text: String, status: Int32) -> String {
    let body = text.hasSuffix("\n") || text.isEmpty ? text : text + "\n"
    return body + (status == 0 ? "" : "[exit \(status)]\n")
  }

  fileprivate static func entryText(_ line: String) -> String? {
    if line == "offsh>" { return "" }
    return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
  }

  fileprivate static func continuedText(_ line: String) -> String? {
    if line == "  ...>" { return "" }
    return line.hasPrefix(continuation) ? String(line.dropFirst(continuation.count)) : nil
  }
}

extension Transcript.Case {
  fileprivate init(heading: String) {
    self.heading = heading
    let title = heading.dropFirst(3).dropLast(3)
    var words: [String] = []
    if title.hasSuffix("]"), let open = title.lastIndex(of: "[") {
      words = title[title.index(after: open)...].dropLast().split(separator: " ").map(String.init)
      name = title[..<open].trimmed
    } else {
      name = String(title)
    }
    let answers = words.filter { $0.hasPrefix("answer=") }
    self.answers = answers.first.map {
      $0.dropFirst("answer=".count).split(separator: ",").map(String.init)
    }
    let choices = words.filter { $0.hasPrefix("choose=") }
    choice = choices.first.flatMap { Int($0.dropFirst(7)) }
    let variables = words.filter { $0.first?.isUppercase == true && $0.contains("=") }
    environment = Dictionary(
      variables.map { word in
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isInCheckout = parts[1].hasPrefix("./")
        return (
          String(parts[0]),
          (isInCheckout ? Repository.root : "") + parts[1].dropFirst(isInCheckout ? 1 : 0)
        )
      }, uniquingKeysWith: { $1 })
    let faults = words.filter { $0.hasPrefix("fault=") }
    self.faults = faults.map { String($0.dropFirst("fault=".count)) }
    options = words.filter { word in
      !answers.contains(word) && !choices.contains(word) && !variables.contains(word)
        && !faults.contains(word)
    }
    remarks = []
    entries = []
  }

  /// Makes a case of lines without a heading, such as a document's example.
  init(name: String, lines: [String], firstLine: Int) {
    self.name = name
    options = []
    answers = nil
    choice = nil
    environment = [:]
    faults = []
    heading = ""
    remarks = []
    entries = []
    for (index, line) in lines.enumerated() { take(line, number: firstLine + index) }
  }

  fileprivate mutating func take(_ line: String, number: Int) {
    if let text = Transcript.entryText(line) {
      entries.append(Transcript.Entry(text: text, expected: "", line: number))
    } else if entries.isEmpty {
      if !line.isEmpty { remarks.append(line) }
    } else if let more = Transcript.continuedText(line),
      entries[entries.count - 1].expected.isEmpty
    {
      let entry = entries[entries.count - 1]
      entries[entries.count - 1] = Transcript.Entry(
        text: entry.text + "\n" + more, expected: "", line: entry.line)
    } else {
      entries[entries.count - 1].expected += line + "\n"
    }
  }

  /// The empty line before the next heading is no output; one before it is.
  fileprivate mutating func trim() {
    guard let last = entries.last?.expected, last == "\n" || last.hasSuffix("\n\n") else { return }
    entries[entries.count - 1].expected.removeLast()
  }

  fileprivate var text: String {
    heading + "\n" + remarks.map { $0 + "\n" }.joined() + body
  }

  /// The entries with what they give.
  var body: String {
    var lines = ""
    for entry in entries {
      let rows = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
      lines += (rows[0].isEmpty ? "offsh>" : "offsh> " + rows[0]) + "\n"
      lines += rows.dropFirst().map { $0.isEmpty ? "  ...>\n" : "  ...> \($0)\n" }.joined()
      lines += entry.expected
    }
    return lines
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
