import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// A cloud, or one region of it: where a model runs.
struct CloudPlace {
  let cloud: String
  /// Nil when the controller chooses.
  var region: String?

  /// Returns what a word means: the cloud of that name when the controller has one, else a region
  /// of the controller's own cloud.
  static func meant(
    by text: String, _ known: KnownController, _ clouds: Clouds
  ) throws(Diagnostic) -> CloudPlace {
    let all = try clouds.all()
    if all[text] != nil { return CloudPlace(cloud: text) }
    guard let own = controllerCloud(of: known, among: all), let cloud = all[own] else {
      throw Diagnostic(
        JujuCommandDiagnostic.unknownCloud, "\(text.quoted) is no cloud of \(known.name)",
        hint: hint(for: text, all, regions: [])
          ?? "a region is written with its cloud, cloud/region")
    }
    let regions = cloud.regions.map(\.name)
    guard regions.contains(text) else {
      throw Diagnostic(
        JujuCommandDiagnostic.unknownCloud,
        "\(text.quoted) is neither a cloud of \(known.name) nor a region of its cloud \(own)",
        hint: hint(for: text, all, regions: regions)
          ?? "it has \(places(all).joined(separator: ", "))")
    }
    return CloudPlace(cloud: own, region: text)
  }

  /// Returns the cloud the controller itself runs on.
  static func ofController(
    _ known: KnownController, _ clouds: Clouds
  ) throws(Diagnostic) -> CloudPlace {
    let all = try clouds.all()
    guard let own = controllerCloud(of: known, among: all) else {
      throw Diagnostic(
        JujuCommandDiagnostic.unknownCloud,
        "\(known.name) does not say which cloud is its own, and a credential is one of a cloud",
        hint: all.isEmpty ? nil : "name the cloud: \(all.keys.sorted().joined(separator: ", "))")
    }
    return CloudPlace(cloud: own)
  }

  /// Controllers before Juju 3 mark none as their own; the only one there is, is it.
  private static func controllerCloud(
    of known: KnownController, among clouds: [String: Cloud]
  ) -> String? {
    if clouds.count == 1 { return clouds.keys.first }
    return clouds.first { $0.value.isControllerCloud == true }?.key
      ?? known.cloud.flatMap { clouds[$0] == nil ? nil : $0 }
  }

  private static func hint(
    for text: String, _ clouds: [String: Cloud], regions: [String]
  ) -> String? {
    Suggestion.hint(for: text, among: clouds.keys.sorted() + regions)
  }

  /// `aws/eu-west-1`, or the cloud alone where it has no regions.
  private static func places(_ clouds: [String: Cloud]) -> [String] {
    clouds.sorted { $0.key < $1.key }.flatMap { name, cloud in
      cloud.regions.isEmpty ? [name] : cloud.regions.map { "\(name)/\($0.name)" }
    }
  }
}

/// Where a model is to run, as it was typed.
enum CloudWord: ParameterValue {
  /// `cloud/region`.
  case place(CloudPlace)
  /// A cloud or a region: only the controller knows.
  case word(String)

  static let typeName = "cloud"
  static let expectation = "a cloud, a region, or cloud/region"

  static func parse(_ text: String) throws(ParameterError) -> CloudWord {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw ParameterError("\(text.quoted) is not \(expectation)")
    }
    return parts.count == 2 ? .place(CloudPlace(cloud: parts[0], region: parts[1])) : .word(text)
  }

  var value: Value {
    switch self {
    case .place(let place): .string("\(place.cloud)/\(place.region ?? "")")
    case .word(let word): .string(word)
    }
  }
}

/// A credential for a cloud, with its owner where that is not the model's.
struct CredentialName: ParameterValue {
  let owner: String?
  let name: String

  static let typeName = "credential"
  static let expectation = "a credential, [owner/]name"

  static func parse(_ text: String) throws(ParameterError) -> CredentialName {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), let name = parts.last else {
      throw ParameterError("\(text.quoted) is not \(expectation)")
    }
    return CredentialName(owner: parts.count == 2 ? parts[0] : nil, name: name)
  }

  var value: Value { .string(owner.map { "\($0)/\(name)" } ?? name) }

  /// Returns its tag on a cloud; it is the model's owner's unless it names its own.
  func tag(on cloud: String, of modelOwner: String) -> Tag {
    .cloudCredential(cloud: cloud, owner: owner ?? modelOwner, name: name)
  }
}
