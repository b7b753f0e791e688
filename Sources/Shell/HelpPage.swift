import CommandKit

/// The help of the `offsh` call itself, computed from its declaration.
struct HelpPage {
  let text: String

  init(_ command: (some Command).Type) {
    let declaration = CommandDeclaration(command)
    var lines = [
      declaration.summary + ".", "", "usage: offsh [options] [FILE [ARGS…]]", "",
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
