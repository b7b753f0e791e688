import JujuWire

/// A unit of an application.
struct UnitRecord {
  let id: Int64
  let applicationID: Int64
  let application: String
  let number: Int
  /// The number of the machine it is on, the principal's for a subordinate.
  let machine: Int?
  /// The principal unit; nil for a principal.
  let principalID: Int64?
  let since: Int64

  init(_ row: Row) {
    id = row.id(0)
    applicationID = row.id(1)
    application = row.text(2)
    number = row.integer(3)
    machine = row.optionalID(4).map { Int($0) }
    principalID = row.optionalID(5)
    since = row.id(6)
  }

  /// `mysql/0`.
  var name: String { "\(application)/\(number)" }

  func address(in model: ModelRecord) -> String {
    machine.map(model.address(ofMachine:)) ?? ""
  }
}

/// What is counted per model, by the column that counts it.
enum ModelCounter: String {
  case machine = "next_machine"
  case relation = "next_relation"
}

/// A machine of a model.
struct MachineRecord {
  let number: Int
  let instance: String
  let baseChannel: String
  let since: Int64

  init(_ row: Row) {
    number = row.integer(0)
    instance = row.text(1)
    baseChannel = row.text(2)
    since = row.id(3)
  }

  var base: OSBase { OSBase(name: "ubuntu", channel: baseChannel + "/stable") }

  /// What every machine of the sandbox is.
  static let hardware = MachineHardware(
    architecture: "amd64", availabilityZone: "sandbox-1", cores: 2, memory: 4096, rootDisk: 8192)
}

extension JujuState {
  private static let unitQuery = """
    SELECT u.id, u.application, a.name, u.number, m.number, u.principal, u.since
    FROM juju_unit u JOIN juju_application a ON a.id = u.application
      LEFT JOIN juju_unit p ON p.id = u.principal
      LEFT JOIN juju_machine m ON m.id = coalesce(u.machine, p.machine)

    """

  /// Returns all units of a model, sorted by application and number.
  func units(of model: ModelRecord) throws -> [UnitRecord] {
    try database.rows(
      Self.unitQuery + "WHERE a.model = ? ORDER BY a.name, u.number", model.id,
      read: UnitRecord.init)
  }

  /// Returns the units of an application, sorted by number.
  func units(of application: ApplicationRecord) throws -> [UnitRecord] {
    try database.rows(
      Self.unitQuery + "WHERE u.application = ? ORDER BY u.number", application.id,
      read: UnitRecord.init)
  }

  func unit(_ name: String, of model: ModelRecord) throws -> UnitRecord? {
    guard let slash = name.lastIndex(of: "/"),
      let number = Int(name[name.index(after: slash)...])
    else { return nil }
    return try database.first(
      Self.unitQuery + "WHERE a.model = ? AND a.name = ? AND u.number = ?", model.id,
      String(name[..<slash]), number, read: UnitRecord.init)
  }

  /// Returns all machines, sorted by number.
  func machines(of model: ModelRecord) throws -> [MachineRecord] {
    try database.rows(
      """
      SELECT number, instance, base_channel, since FROM juju_machine
      WHERE model = ? ORDER BY number
      """, model.id, read: MachineRecord.init)
  }

  /// Adds a unit on a machine of its own.
  func addUnit(to application: ApplicationRecord, in model: ModelRecord) throws {
    let number = try take(.machine, of: model)
    let instance = "juju-\(model.uuid.suffix(6))-\(number)"
    let machine = try database.insert(
      """
      INSERT INTO juju_machine(model, number, instance, base_channel, since)
      VALUES (?, ?, ?, ?, ?)
      """, model.id, number, instance, application.baseChannel, now)
    try addUnit(to: application, machine: machine, principal: nil)
  }

  /// Adds the units of a subordinate beside those of a principal that lack one.
  func addSubordinates(
    of subordinate: ApplicationRecord, beside principal: ApplicationRecord
  ) throws {
    let missing = try database.rows(
      """
      SELECT p.id FROM juju_unit p WHERE p.application = ? AND NOT EXISTS
        (SELECT 1 FROM juju_unit s WHERE s.application = ? AND s.principal = p.id)
      ORDER BY p.number
      """, principal.id, subordinate.id
    ) { $0.id(0) }
    for unit in missing { try addUnit(to: subordinate, machine: nil, principal: unit) }
  }

  /// Removes the units of a subordinate beside those of a principal.
  func removeSubordinates(of subordinate: Int64, beside principal: Int64) throws {
    try database.run(
      """
      DELETE FROM juju_unit WHERE application = ? AND principal IN
        (SELECT id FROM juju_unit WHERE application = ?)
      """, subordinate, principal)
  }

  /// Returns the next number, from 0.
  func take(_ counter: ModelCounter, of model: ModelRecord) throws -> Int {
    let column = counter.rawValue
    return try database.first(
      "UPDATE juju_model SET \(column) = \(column) + 1 WHERE id = ? RETURNING \(column) - 1",
      model.id
    ) { $0.integer(0) } ?? 0
  }

  private func addUnit(
    to application: ApplicationRecord, machine: Int64?, principal: Int64?
  ) throws {
    let number =
      try database.first(
        """
        UPDATE juju_application SET next_unit = next_unit + 1 WHERE id = ?
        RETURNING next_unit - 1
        """, application.id
      ) { $0.integer(0) } ?? 0
    try database.run(
      """
      INSERT INTO juju_unit(application, number, machine, principal, since)
      VALUES (?, ?, ?, ?, ?)
      """, application.id, number, machine, principal, now)
  }
}
