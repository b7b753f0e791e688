/// One field of a form as `OPTIONS` describes it, for those who make forms of it.
struct FormField {
  let name: String
  var type = "field"
  var isRequired = false
  var isReadOnly = true
  /// What a field of this type says besides.
  var more: [(String, Cell)] = []

  var cell: Cell {
    .object(
      [
        ("type", .string(type)), ("required", .bool(isRequired)), ("read_only", .bool(isReadOnly)),
        ("label", .string(label)),
      ] + more)
  }

  /// The name in words.
  private var label: String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension Representation {
  /// Returns the fields that the server of 2024 shows of an object, as those of a form: `known` are not
  /// only shown, or not of any type; `hidden` are not for who asks.
  func form(_ known: [FormField], hidden: Set<String>) -> [FormField] {
    let names = fields.filter { field in
      if case .always = field.presence { return !hidden.contains(field.name) }
      return false
    }.map(\.name)
    return names.map { name in known.first { $0.name == name } ?? FormField(name: name) }
      + known.filter { !names.contains($0.name) }
  }
}
