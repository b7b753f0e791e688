import Glibc
import Shell

var environment: [String: String] = [:]
var entry = environ
while let pointer = entry.pointee {
  let text = String(cString: pointer)
  if let mark = text.firstIndex(of: "=") {
    environment[String(text[..<mark])] = String(text[text.index(after: mark)...])
  }
  entry += 1
}
Application.start(
  Array(CommandLine.arguments.dropFirst()), environment: environment, network: Sockets())
