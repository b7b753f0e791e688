package import CommandKit
import Diagnostics
import Glibc
package import Values

/// A path as a parameter.
package struct FilePath: ParameterValue {
  package let path: String

  package var value: Value { .string(path) }

  package static var typeName: String { "file" }
  package static var expectation: String { "the path of a file" }
  package static var candidates: CandidateSource? { .file }

  package static func parse(_ text: String) throws(ParameterError) -> FilePath {
    guard !text.isEmpty else { throw ParameterError("an empty text is no path") }
    guard !text.utf8.contains(0) else { throw ParameterError("a path cannot hold a zero byte") }
    return FilePath(path: text)
  }
}

/// Opens a file for a format to read.
struct Open: Command {
  static let name = "open"
  static let group = CommandGroup.formats
  static let summary = "Open a file; 'from' says what is in it"
  static let details = """
    Nothing is guessed from the name, and nothing is read before something asks for it: a file \
    larger than memory goes through a pipe in constant memory. '-' is standard input.
    """
  static let examples: [Example] = [
    Example("open /dev/null | lines | count", "a file without lines")
  ]

  @Argument("The file") var file: FilePath

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let span = context.call.span(of: "file")
    do throws(Diagnostic) {
      let handle = try FileHandle(reading: file.path, context.runtime.interruption)
      return Output(
        .bytes(
          ByteStream(name: file.path) { (space) throws(Diagnostic) in
            try handle.read(into: space)
          }))
    } catch {
      throw error.located(at: span)
    }
  }
}
