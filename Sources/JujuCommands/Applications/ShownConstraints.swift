import JujuWire

/// What machines of an application must have, as Juju's documents have it; memory and disks in MiB.
struct ShownConstraints: Encodable, Sendable {
  private let constraints: Constraints

  init(_ constraints: Constraints) { self.constraints = constraints }

  private enum CodingKeys: String, CodingKey {
    case architecture = "arch"
    case container, cores
    case cpuPower = "cpu-power"
    case memory = "mem"
    case rootDisk = "root-disk"
    case rootDiskSource = "root-disk-source"
    case tags
    case instanceRole = "instance-role"
    case instanceType = "instance-type"
    case spaces
    case virtType = "virt-type"
    case zones
    case allocatePublicIP = "allocate-public-ip"
    case imageID = "image-id"
  }

  /// Only those that are set, in records, too: what is not asked for is no fact about a machine.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(constraints.architecture, forKey: .architecture)
    try container.encodeIfPresent(constraints.container, forKey: .container)
    try container.encodeIfPresent(constraints.cores, forKey: .cores)
    try container.encodeIfPresent(constraints.cpuPower, forKey: .cpuPower)
    try container.encodeIfPresent(constraints.memory, forKey: .memory)
    try container.encodeIfPresent(constraints.rootDisk, forKey: .rootDisk)
    try container.encodeIfPresent(constraints.rootDiskSource, forKey: .rootDiskSource)
    try container.encodeIfPresent(constraints.tags, forKey: .tags)
    try container.encodeIfPresent(constraints.instanceRole, forKey: .instanceRole)
    try container.encodeIfPresent(constraints.instanceType, forKey: .instanceType)
    try container.encodeIfPresent(constraints.spaces, forKey: .spaces)
    try container.encodeIfPresent(constraints.virtType, forKey: .virtType)
    try container.encodeIfPresent(constraints.zones, forKey: .zones)
    try container.encodeIfPresent(constraints.allocatePublicIP, forKey: .allocatePublicIP)
    try container.encodeIfPresent(constraints.imageID, forKey: .imageID)
  }
}
