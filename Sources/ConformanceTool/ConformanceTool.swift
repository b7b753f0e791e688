import Conformance
import Glibc

/// `conformance DIR [--kept-back]`: replays the exchanges of a folder and prints what differs; or what the
/// sandbox answers where the recorded answer is kept back.
@main
struct ConformanceTool {
  static func main() {
    let showsKeptBack = CommandLine.arguments.last == "--kept-back"
    guard CommandLine.arguments.count == (showsKeptBack ? 3 : 2) else {
      print("usage: conformance DIR")
      exit(2)
    }
    do {
      let folder = CommandLine.arguments[1]
      let outcomes = try Replay(
        world: read("\(folder)/world.json"), index: read("\(folder)/index.json"),
        exchanges: read("\(folder)/exchanges.jsonl")
      ).run()
      if showsKeptBack { return showKeptBack(outcomes) }
      for outcome in outcomes where !outcome.differences.isEmpty {
        let request = outcome.exchange.request
        print(
          "\(outcome.exchange.number) \(outcome.exchange.name): \(request.method) \(request.target)"
        )
        for difference in outcome.differences { print("    \(difference)") }
      }
      var clients: [String] = []
      for outcome in outcomes where !clients.contains(outcome.exchange.via) {
        clients.append(outcome.exchange.via)
      }
      for client in clients {
        print("\(client): \(count(outcomes.filter { $0.exchange.via == client }))")
      }
      print("conformance: \(count(outcomes))")
    } catch {
      print("conformance: \(error)")
      exit(1)
    }
  }

  /// How many answers agree, of those that there is something to compare with.
  private static func count(_ outcomes: [Replay.Outcome]) -> String {
    let compared = outcomes.filter(\.isCompared)
    return "\(compared.count { $0.differences.isEmpty }) of \(compared.count)"
  }

  private static func showKeptBack(_ outcomes: [Replay.Outcome]) {
    for outcome in outcomes where !outcome.isCompared {
      let request = outcome.exchange.request
      print(
        "\(outcome.exchange.number) \(outcome.exchange.name): \(request.method) \(request.target)")
      print(
        "    \(outcome.answer.status) \(String(decoding: outcome.answer.body.prefix(400), as: UTF8.self))"
      )
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
