/// The manual page in roff (`man` macros), computed from declarations.
package enum ManualPage {
  /// Returns the page of the program with all its commands. `program` declares the options of the
  /// call itself; `date` is that of the release, `2026-11-21`.
  package static func text(
    program: CommandDeclaration, commands: [CommandDeclaration], topics: [TopicPage] = [],
    version: String, date: String
  ) -> String {
    let page = CommandPage(program)
    var out = ".TH \(program.name.uppercased()) 1 \"\(date)\" \"\(program.name) \(version)\"\n"
    out += ".SH NAME\n\(line(program.name)) \\- \(line(program.summary))\n"
    out += ".SH SYNOPSIS\n.B \(line(program.usage))\n"
    if !program.details.isEmpty { out += ".SH DESCRIPTION\n" + paragraphs(program.details) }
    if !page.flags.isEmpty { out += ".SH OPTIONS\n" + rows(page.flags) }
    for group in CommandGroup.allCases {
      let members = commands.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      out += ".SH \"\(line(group.rawValue.uppercased()))\"\n"
      for member in members { out += section(member) }
    }
    for topic in topics {
      out += ".SH \"\(line(topic.name.uppercased()))\"\n" + paragraphs(topic.text)
      out += examples(topic.examples)
    }
    return out
  }

  private static func section(_ declaration: CommandDeclaration) -> String {
    let page = CommandPage(declaration)
    var out = ".SS \"\(line(declaration.usage))\"\n\(line(declaration.summary)).\n"
    if !declaration.details.isEmpty { out += ".PP\n" + paragraphs(declaration.details) }
    out += rows(page.arguments) + rows(page.flags)
    for (name, fact) in [("Pipe", page.pipe), ("Result", page.result), ("Effect", page.effect)]
    where !fact.isEmpty {
      out += ".PP\n\(name): \(line(fact)).\n"
    }
    return out + examples(declaration.examples)
  }

  private static func rows(_ rows: [CommandPage.Row]) -> String {
    rows.map { ".TP\n.B \(line($0.spelling))\n\(line($0.text)).\n" }.joined()
  }

  private static func examples(_ examples: [Example]) -> String {
    if examples.isEmpty { return "" }
    let lines = examples.flatMap { example in
      (example.note.map { ["# " + $0] } ?? [])
        + example.line.split(separator: "\n").map(String.init)
    }
    return ".PP\n.RS 4\n.nf\n" + lines.map { line($0) + "\n" }.joined() + ".fi\n.RE\n"
  }

  /// Filled paragraphs; runs of lines that begin with a blank stay as they are.
  private static func paragraphs(_ text: String) -> String {
    var out = ""
    var isVerbatim = false
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if paragraph.hasPrefix(" ") != isVerbatim {
        isVerbatim.toggle()
        out += isVerbatim ? ".nf\n" : ".fi\n.PP\n"
      }
      out += line(String(paragraph)) + (isVerbatim ? "\n" : "\n.PP\n")
    }
    return isVerbatim ? out + ".fi\n" : out
  }

  /// Text that roff prints as it is: no escapes, nothing turned into a typographic sign or taken for
  /// a request, and nothing but ASCII.
  private static func line(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"": result += "\\(dq"
      case "\n": result += " "
      case _ where !scalar.isASCII:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
