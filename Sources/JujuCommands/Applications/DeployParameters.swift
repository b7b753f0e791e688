import CommandKit
import Diagnostics
import JujuWire
import Values

/// A charm of Charmhub by its name.
struct CharmReference: ParameterValue {
  let name: String

  static let typeName = "charm"
  static let expectation = "the name of a charm, as on Charmhub"
  static var candidates: CandidateSource? { .charm }

  static func parse(_ text: String) throws(ParameterError) -> CharmReference {
    if text.hasPrefix("./") || text.hasPrefix("/") || text.hasPrefix("../")
      || text.hasPrefix("local:")
    {
      throw ParameterError(
        "\(text) is a local charm", hint: "offsh deploys from Charmhub; Juju's own client does both"
      )
    }
    let name = text.hasPrefix("ch:") ? String(text.dropFirst(3)) : text
    guard Names.isApplication(name) else {
      throw ParameterError("charm name \(name.quoted) not valid", hint: NameHints.hint(for: name))
    }
    return CharmReference(name: name)
  }

  var value: Value { .string(name) }
}

/// An operating system, `ubuntu@22.04`.
struct BaseName: ParameterValue {
  let base: OSBase

  static let typeName = "base"
  static let expectation = "a base such as ubuntu@22.04"

  static func parse(_ text: String) throws(ParameterError) -> BaseName {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ParameterError(
        "expected base string to contain os and channel separated by '@', got \(text.quoted)",
        hint: "write it as ubuntu@22.04")
    }
    let channel = parts[1].contains("/") ? parts[1] : parts[1] + "/stable"
    return BaseName(base: OSBase(name: parts[0], channel: channel))
  }

  var value: Value { .string("\(base.name)@\(base.channel)") }
}

/// A setting, `key=value`.
struct KeyValue: ParameterValue {
  let key: String
  let text: String

  static let typeName = "key=value"
  static let expectation = "a setting such as max-connections=100"

  static func parse(_ text: String) throws(ParameterError) -> KeyValue {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ParameterError("expected \"key=value\", got \(text.quoted)")
    }
    return KeyValue(key: String(parts[0]), text: String(parts[1]))
  }

  var value: Value { .string("\(key)=\(text)") }
}

/// Where units go, `0,lxd:1,zone=a`.
struct PlacementList: ParameterValue {
  let placements: [Placement]
  private let text: String

  static let typeName = "placement"
  static let expectation = "where units go, such as 0 or lxd:1"

  static func parse(_ text: String) throws(ParameterError) -> PlacementList {
    let placements = text.split(separator: ",").map { part -> Placement in
      // `#` is Juju's word for a machine.
      if let colon = part.firstIndex(of: ":") {
        return Placement(
          scope: String(part[..<colon]), directive: String(part[part.index(after: colon)...]))
      }
      return Placement(scope: "#", directive: String(part))
    }
    guard !placements.isEmpty else { throw ParameterError("a placement is empty") }
    return PlacementList(placements: placements, text: text)
  }

  var value: Value { .string(text) }
}

/// What machines must have, `mem=4G cores=2 arch=arm64`.
struct ConstraintsText: ParameterValue {
  let constraints: Constraints
  private let text: String

  static let typeName = "constraints"
  static let expectation = "constraints such as \"mem=4G cores=2 arch=arm64\""
  private static let keys = [
    "arch", "cores", "cpu-power", "mem", "root-disk", "instance-type", "virt-type", "zones", "tags",
    "spaces",
  ]

  static func parse(_ text: String) throws(ParameterError) -> ConstraintsText {
    var constraints = Constraints()
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ParameterError("malformed constraint \(String(word).quoted)")
      }
      let list = parts[1].split(separator: ",").map(String.init)
      switch parts[0] {
      case "arch": constraints.architecture = parts[1]
      case "cores", "cpu-cores": constraints.cores = try number(parts)
      case "cpu-power": constraints.cpuPower = try number(parts)
      case "mem": constraints.memory = try size(parts)
      case "root-disk": constraints.rootDisk = try size(parts)
      case "instance-type": constraints.instanceType = parts[1]
      case "virt-type": constraints.virtType = parts[1]
      case "zones": constraints.zones = list
      case "tags": constraints.tags = list
      case "spaces": constraints.spaces = list
      default:
        throw ParameterError(
          "unknown constraint \(parts[0].quoted)",
          hint: Suggestion.hint(for: parts[0], among: keys) ?? "known are "
            + keys.joined(separator: ", "))
      }
    }
    return ConstraintsText(constraints: constraints, text: text)
  }

  private static func number(_ parts: [String]) throws(ParameterError) -> Int {
    guard let number = Int(parts[1]), number >= 0 else {
      throw ParameterError(
        "bad \(parts[0].quoted) constraint: must be a non-negative integer")
    }
    return number
  }

  /// Returns MiB of a number with a unit, `512M`, `4G`; without one it is MiB.
  private static func size(_ parts: [String]) throws(ParameterError) -> Int {
    let units: [Character: Double] = ["M": 1, "G": 1024, "T": 1_048_576, "P": 1_073_741_824]
    let unit = parts[1].last.flatMap { units[$0] }
    let digits = unit == nil ? parts[1] : String(parts[1].dropLast())
    guard let number = Double(digits), number >= 0, number < 1e9 else {
      throw ParameterError(
        "bad \(parts[0].quoted) constraint: must be a non-negative float with optional M/G/T/P suffix"
      )
    }
    return Int((number * (unit ?? 1)).rounded(.up))
  }

  var value: Value { .string(text) }
}
