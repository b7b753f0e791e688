/// What a machine for a unit has to have; nothing is set by default.
package struct Constraints: Codable, Sendable, Hashable {
  package var architecture: String?
  package var allocatePublicIP: Bool?
  package var container: String?
  package var cores: Int?
  package var cpuPower: Int?
  package var imageID: String?
  package var instanceRole: String?
  package var instanceType: String?
  /// MiB.
  package var memory: Int?
  /// MiB.
  package var rootDisk: Int?
  package var rootDiskSource: String?
  package var spaces: [String]?
  package var tags: [String]?
  package var virtType: String?
  package var zones: [String]?

  private enum CodingKeys: String, CodingKey {
    case architecture = "arch"
    case allocatePublicIP = "allocate-public-ip"
    case container
    case cores
    case cpuPower = "cpu-power"
    case imageID = "image-id"
    case instanceRole = "instance-role"
    case instanceType = "instance-type"
    case memory = "mem"
    case rootDisk = "root-disk"
    case rootDiskSource = "root-disk-source"
    case spaces
    case tags
    case virtType = "virt-type"
    case zones
  }

  package init(
    architecture: String? = nil, allocatePublicIP: Bool? = nil, container: String? = nil,
    cores: Int? = nil, cpuPower: Int? = nil, imageID: String? = nil, instanceRole: String? = nil,
    instanceType: String? = nil, memory: Int? = nil, rootDisk: Int? = nil,
    rootDiskSource: String? = nil, spaces: [String]? = nil, tags: [String]? = nil,
    virtType: String? = nil, zones: [String]? = nil
  ) {
    self.architecture = architecture
    self.allocatePublicIP = allocatePublicIP
    self.container = container
    self.cores = cores
    self.cpuPower = cpuPower
    self.imageID = imageID
    self.instanceRole = instanceRole
    self.instanceType = instanceType
    self.memory = memory
    self.rootDisk = rootDisk
    self.rootDiskSource = rootDiskSource
    self.spaces = spaces
    self.tags = tags
    self.virtType = virtType
    self.zones = zones
  }
}
