import JujuClient

/// The rows of a table of controllers, read back to what a client must know to print them.
struct ControllerRows {
  private let rows: [[String: String]]

  /// `table` holds the rows under a line of titles that begins with `Controller`.
  init(_ table: String) {
    let lines = table.split(separator: "\n").map(String.init)
    guard let head = lines.first(where: { $0.hasPrefix("Controller ") }) else {
      rows = []
      return
    }
    let titles = head.split(separator: " ").map(String.init)
    rows = lines.drop { $0 != head }.dropFirst().map { line in
      Dictionary(zip(titles, line.split(separator: " ").map(String.init))) { first, _ in first }
    }
  }

  func directory(current: String?) -> JujuDirectory {
    JujuDirectory(controllers: rows.compactMap(Self.controller), currentController: current)
  }

  private static func controller(_ row: [String: String]) -> KnownController? {
    guard let name = row["Controller"].map({ $0.filter { $0 != "*" } }) else { return nil }
    func cell(_ title: String) -> String? {
      row[title].flatMap { ["-", "(unknown)"].contains($0) ? nil : $0 }
    }
    let place = cell("Cloud/Region")?.split(separator: "/").map(String.init) ?? []
    let nodes = cell("HA")?.split(separator: "/").compactMap { $0 == "none" ? 1 : Int($0) } ?? []
    let current = cell("Model")
    let count = cell("Models").flatMap { Int($0) } ?? 0
    let names = (0..<count).map { $0 == 0 ? current ?? "admin/m0" : "admin/m\($0)" }
    return KnownController(
      name: name, uuid: "\(name)-uuid", endpoints: [], cloud: place.first,
      region: place.dropFirst().first, agentVersion: cell("Version"),
      controllerMachineCount: nodes.last,
      activeControllerMachineCount: nodes.count == 2 ? nodes.first : nil,
      machineCount: cell("Nodes").flatMap { Int($0) },
      account: cell("User").map { KnownAccount(user: $0, lastKnownAccess: cell("Access")) },
      models: names.map { KnownModel(name: $0, uuid: "\($0)-uuid") }, currentModel: current)
  }
}
