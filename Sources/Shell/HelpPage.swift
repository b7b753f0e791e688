import CommandKit

/// The help of the `offsh` call itself and of its tools, computed from their declarations.
struct HelpPage {
  let text: String

  init(_ command: (some Command).Type, usage: String = "offsh [options] [FILE [ARGS…]]") {
    let declaration = CommandDeclaration(command)
    let rows = declaration.parameters.map { parameter in
      let short = parameter.short.map { "-\($0), " } ?? "    "
      let value = parameter.kind == .flag ? " \(parameter.label)" : ""
      return (left: "\(short)--\(parameter.name)\(value)", right: parameter.help)
    }
    var lines = [
      declaration.summary + ".", "", "usage: \(usage)", "",
    ]
    lines += TextWrap.lines(declaration.details, width: 80)
    lines += ["", "options:"] + TextWrap.table(rows, width: 80, indent: 2)
    text = lines.joined(separator: "\n") + "\n"
  }
}
