/// Chooses what of a model a filtered status shows: what a pattern names, what is related to that,
/// and the machines its units are on.
struct StatusFilter {
  /// Nil when everything is shown.
  private let applications: Set<String>?
  private let machines: Set<Int>

  init(_ patterns: [String], relations: [RelationRecord], units: [UnitRecord]) {
    guard !patterns.isEmpty else {
      applications = nil
      machines = []
      return
    }
    func matches(_ name: String) -> Bool {
      patterns.contains { GlobPattern($0).matches(name) }
    }
    let names = Set(relations.flatMap { $0.ends.map(\.name) } + units.map(\.application))
    var chosen = Set(names.filter(matches))
    // A name without wildcards is kept as it is: it may be an application without units.
    chosen.formUnion(patterns.filter { !$0.contains("/") })
    for unit in units where matches(unit.name) { chosen.insert(unit.application) }
    var shown = chosen
    for relation in relations where relation.ends.contains(where: { chosen.contains($0.name) }) {
      shown.formUnion(relation.ends.map(\.name))
    }
    applications = shown
    machines = Set(units.filter { shown.contains($0.application) }.compactMap(\.machine))
  }

  func includes(application name: String) -> Bool { applications?.contains(name) ?? true }
  func includes(machine number: Int) -> Bool {
    applications == nil || machines.contains(number)
  }
}

/// A pattern for names: `*` stands for any characters, `?` for one.
struct GlobPattern {
  private let pattern: [Character]

  init(_ text: String) { pattern = Array(text) }

  /// Returns whether the whole name matches. Goes back only to the last `*`, so the time is bounded
  /// by the product of both lengths.
  func matches(_ name: String) -> Bool {
    let name = Array(name)
    var (at, place) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while place < name.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == name[place] {
        (at, place) = (at + 1, place + 1)
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (at, place) = (last.pattern + 1, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
