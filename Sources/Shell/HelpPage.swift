import CommandKit

/// The help of the `offsh` call itself, computed from its declaration.
struct HelpPage {
  let text: String

  init(_ command: (some Command).Type) {
    let declaration = CommandDeclaration(command)
    let rows = declaration.parameters.map { parameter in
      let short = parameter.short.map { "-\($0), " } ?? "    "
      let value = parameter.kind == .flag ? " \(parameter.label)" : ""
      return (left: "\(short)--\(parameter.name)\(value)", right: parameter.help)
    }
    var lines = [
      declaration.summary + ".", "", "usage: offsh [options] [FILE [ARGS…]]", "",
    ]
    lines += TextWrap.lines(declaration.details, width: 80)
    lines += ["", "options:"] + TextWrap.table(rows, width: 80, indent: 2)
    text = lines.joined(separator: "\n") + "\n"
  }
}
