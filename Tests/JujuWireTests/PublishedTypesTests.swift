import GoldenCases
import JSON
import TestSupport
import Testing

/// Our types and the published ones, field by field.
@Suite struct PublishedTypesTests {
  /// Facades and methods nothing here speaks.
  private static let unspoken: Set<String> = [
    "Controller.GetControllerAccess", "Controller.ModelStatus", "Cloud.UserCredentials",
    "Annotations.Get", "Annotations.Set", "Action.EnqueueOperation", "Action.Operations",
    "Action.Actions",
  ]

  /// Fields that are read over: of no use to somebody who shares services.
  private static let readOver: Set<String> = [
    "lxd-profile", "lxd-profiles", "actions", "metrics", "assumes-expr",
    "categories", "containers", "deployment", "devices", "extra-bindings", "min-juju-version",
    "payload-classes", "resources", "storage", "terms",
  ]

  @Test func everyMethodHasTypes() throws {
    let missing = try PublishedTypes().methods.map { "\($0.facade).\($0.method)" }
      .filter { name in !MethodCoding.all.contains { $0.name == name } }
    #expect(Set(missing) == Self.unspoken)
  }

  @Test func everyFieldIsReadAndWritten() throws {
    let types = try PublishedTypes()
    var lost: Set<String> = []
    for method in types.methods {
      guard let coding = MethodCoding.named(method.facade, method.method) else { continue }
      for fields in [PublishedTypes.Fields.all, .required] {
        let request =
          #"{"request-id":1,"type":"F","version":1,"request":"M","params":"#
          + types.message(method.parameters, of: method.facade, fields) + "}"
        let response =
          #"{"request-id":1,"response":"#
          + types.message(method.result, of: method.facade, fields) + "}"
        for (text, recode) in [(request, coding.request), (response, coding.response)] {
          let written = try recode(Array(text.utf8))
          let (before, after) = (try Self.leaves(Array(text.utf8)), try Self.leaves(written))
          #expect(after.isSubset(of: before), "\(method) invents \(after.subtracting(before))")
          lost.formUnion(
            before.subtracting(after).map { "\(method.method)\($0.prefix { $0 != ":" })" })
        }
      }
    }
    let names = Set(lost.flatMap { $0.split(separator: ".").map(String.init) })
    #expect(Self.readOver.isSubset(of: names), "what is said to be read over is not")
    for path in lost {
      #expect(
        !Self.readOver.isDisjoint(with: path.split(separator: ".").map(String.init)), "\(path)")
    }
  }

  /// A type that is forgotten here would not be looked at.
  @Test func everyTypedMethodIsLookedAt() throws {
    var declared = 0
    for path in Repository.files(under: "Sources/JujuWire", ending: ".swift") {
      let text = try #require(Repository.text(of: path))
      declared += text.split(separator: "= FacadeMethod<").count - 1
    }
    #expect(MethodCoding.all.count == declared)
    #expect(Set(MethodCoding.all.map(\.name)).count == declared)
  }

  /// The paths of all that says something, with what stands there.
  private static func leaves(_ bytes: [UInt8]) throws -> Set<String> {
    var found: Set<String> = []
    func walk(_ view: JSONView, _ path: String) {
      switch view.kind {
      case .object: for (name, value) in view.members { walk(value, "\(path).\(name)") }
      case .array: for element in view.elements { walk(element, path) }
      default:
        if !["null", "\"\"", "0", "false"].contains(view.rawText) {
          found.insert("\(path): \(view.rawText)")
        }
      }
    }
    walk(try JSONBuffer.parse(bytes).root, "")
    return found
  }
}
