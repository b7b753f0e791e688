import CommandKit

/// The help of the `offsh` call itself and of its tools, computed from their declarations.
struct HelpPage {
  let text: String

  init(_ command: (some Command).Type, usage: String = "offsh [options] [FILE [ARGS…]]") {
    let declaration = CommandDeclaration(command)
    var lines = [
      declaration.summary + ".", "", "usage: \(usage)", "",
      declaration.details, "", "options:",
    ]
    for parameter in declaration.parameters {
      let short = parameter.short.map { "-\($0), " } ?? "    "
      let value = parameter.kind == .flag ? " \(parameter.label)" : ""
      let left = "  \(short)--\(parameter.name)\(value)"
      let gap = String(repeating: " ", count: max(2, 42 - left.count))
      lines.append(left + gap + parameter.help)
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
