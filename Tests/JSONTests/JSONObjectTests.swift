import TestSupport
import Testing

@testable import JSON

@Suite struct JSONObjectTests {
  /// Whatever is set and removed, an object is what a plain list of members would be.
  @Test(arguments: 1...20)
  func anObjectIsAListOfMembers(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var object = JSONObject<Int>()
    var members: [(name: String, value: Int)] = []
    for step in 0..<400 {
      let name = "k\(Int.random(in: 0..<40, using: &random))"
      let value = Int.random(in: 0..<4, using: &random) == 0 ? nil : step
      object[name] = value
      let place = members.firstIndex { $0.name == name }
      if let place, let value { members[place].value = value }
      if let place, value == nil { members.remove(at: place) }
      if place == nil, let value { members.append((name, value)) }
      #expect(object[name] == value)
      #expect(object.members.elementsEqual(members, by: ==))
    }
    for member in members { #expect(object[member.name] == member.value) }
  }
}
