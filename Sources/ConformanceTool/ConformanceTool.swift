import Conformance
import Glibc

/// `conformance DIR`: replays the exchanges of a folder and prints what differs.
@main
struct ConformanceTool {
  static func main() {
    guard CommandLine.arguments.count == 2 else {
      print("usage: conformance DIR")
      exit(2)
    }
    do {
      let folder = CommandLine.arguments[1]
      let outcomes = try Replay(
        world: read("\(folder)/world.json"), index: read("\(folder)/index.json"),
        exchanges: read("\(folder)/exchanges.jsonl")
      ).run()
      for outcome in outcomes where !outcome.differences.isEmpty {
        let request = outcome.exchange.request
        print("\(outcome.exchange.number) \(outcome.exchange.name): \(request.method) \(request.target)")
        for difference in outcome.differences { print("    \(difference)") }
      }
      let agreeing = outcomes.filter(\.differences.isEmpty).count
      print("conformance: \(agreeing) of \(outcomes.count)")
    } catch {
      print("conformance: \(error)")
      exit(1)
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }

  private struct Unreadable: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) cannot be read" }
  }
}
