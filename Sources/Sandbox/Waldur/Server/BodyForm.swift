import JSON
import WaldurWire

/// Reads an object field by field and gathers what is wrong with it, in the words of the framework
/// that real servers are made with. Nothing is thrown before `finish`.
struct BodyForm {
  private let object: JSONView
  /// Whether fields may be left out that are otherwise required.
  private let isPartial: Bool
  private(set) var errors = JSONObject<ErrorDetail>()

  /// Reads the body of a request; throws for one that is no object.
  init(_ call: WaldurCall, isPartial: Bool = false) throws {
    try self.init(RequestBody(call.request).value, isPartial: isPartial)
  }

  init(_ value: JSONView, isPartial: Bool = false) throws {
    if value.isNull { throw WaldurFault.nonField("No data provided") }
    guard value.kind == .object else {
      throw WaldurFault.nonField(
        "Invalid data. Expected a dictionary, but got \(value.pythonType).")
    }
    object = value
    self.isPartial = isPartial
  }

  /// Throws what was gathered, if anything is wrong.
  func finish() throws {
    if !errors.members.isEmpty { throw WaldurFault(400, .fields(errors)) }
  }

  mutating func refuse<Value>(_ field: Field<Value>, _ message: String) {
    errors[field.name] = .list([.text(message)])
  }

  mutating func refuse<Value>(_ field: Field<Value>, detail: ErrorDetail) {
    errors[field.name] = detail
  }

  func has<Value>(_ field: Field<Value>) -> Bool { object.member(field.name) != nil }

  /// Returns the value of a field as it came; nil for one that is missing or, where that is allowed,
  /// null. Refuses null and missing fields otherwise.
  mutating func value<Value>(
    _ field: Field<Value>, required: Bool = false, allowsNull: Bool = false
  ) -> JSONView? {
    guard let value = object.member(field.name) else {
      if required, !isPartial { refuse(field, "This field is required.") }
      return nil
    }
    if value.isNull {
      if !allowsNull { refuse(field, "This field may not be null.") }
      return nil
    }
    return value
  }

  // MARK: Kinds of values

  mutating func text<Value>(
    _ field: Field<Value>, required: Bool = false, allowsBlank: Bool = false,
    allowsNull: Bool = false, max: Int? = nil
  ) -> String? {
    guard let value = value(field, required: required, allowsNull: allowsNull) else { return nil }
    let text: String
    switch value.kind {
    case .string: text = (value.string() ?? "").trimmingBlanks
    case .int, .float: text = value.rawText
    case .null, .bool, .array, .object:
      refuse(field, "Not a valid string.")
      return nil
    }
    if text.isEmpty, !allowsBlank {
      refuse(field, "This field may not be blank.")
      return nil
    }
    if let max, text.unicodeScalars.count > max {
      refuse(field, "Ensure this field has no more than \(max) characters.")
      return nil
    }
    return text
  }

  mutating func uuid<Value>(_ field: Field<Value>, required: Bool = false) -> String? {
    guard let value = value(field, required: required) else { return nil }
    guard let uuid = value.string().flatMap({ WaldurUUID($0) }) else {
      refuse(field, "Must be a valid UUID.")
      return nil
    }
    return uuid.description
  }

  mutating func bool<Value>(_ field: Field<Value>, required: Bool = false) -> Bool? {
    guard let value = value(field, required: required) else { return nil }
    if let bool = value.bool() { return bool }
    switch (value.string() ?? value.rawText).lowercased() {
    case "t", "y", "yes", "true", "on", "1": return true
    case "f", "n", "no", "false", "off", "0": return false
    default:
      refuse(field, "Must be a valid boolean.")
      return nil
    }
  }

  mutating func decimal<Value>(
    _ field: Field<Value>, required: Bool = false, digits: Int = 20, places: Int = 2
  ) -> DecimalNumber? {
    guard let value = value(field, required: required) else { return nil }
    let text = value.kind == .string ? (value.string() ?? "").trimmingBlanks : value.rawText
    guard value.kind == .string || value.kind == .int || value.kind == .float,
      let number = DecimalNumber(text)
    else {
      refuse(field, "A valid number is required.")
      return nil
    }
    if number.digitCount > digits {
      refuse(field, "Ensure that there are no more than \(digits) digits in total.")
    } else if number.scale > places {
      refuse(field, "Ensure that there are no more than \(places) decimal places.")
    } else if number.wholeDigits > digits - places {
      refuse(
        field,
        "Ensure that there are no more than \(digits - places) digits before the decimal point.")
    } else {
      return number
    }
    return nil
  }

  /// An object of any members.
  mutating func object<Value>(_ field: Field<Value>, required: Bool = false) -> JSONView? {
    guard let value = value(field, required: required) else { return nil }
    guard value.kind == .object else {
      refuse(field, "Expected a dictionary of items but got type \"\(value.pythonType)\".")
      return nil
    }
    return value
  }

  /// An object of whole numbers, by name.
  mutating func integers<Value>(
    _ field: Field<Value>, required: Bool = false, min: Int64? = nil
  ) -> JSONObject<Int64>? {
    guard let value = object(field, required: required) else { return nil }
    var numbers = JSONObject<Int64>()
    var wrong = JSONObject<ErrorDetail>()
    for (name, member) in value.members {
      guard let number = Self.integer(member) else {
        wrong[name] = .list([.text("A valid integer is required.")])
        continue
      }
      if let min, number < min {
        wrong[name] = .list([.text("Ensure this value is greater than or equal to \(min).")])
      }
      numbers[name] = number
    }
    if wrong.members.isEmpty { return numbers }
    refuse(field, detail: .fields(wrong))
    return nil
  }

  /// A number without fraction, also as text.
  private static func integer(_ value: JSONView) -> Int64? {
    if let number = value.int64() { return number }
    let text = value.string()?.trimmingBlanks ?? (value.kind == .float ? value.rawText : "")
    guard let number = DecimalNumber(text)?.normalized, number.scale == 0 else { return nil }
    return Int64(exactly: number.digits)
  }

  /// A list of objects, each read by `read`, which gathers its own errors.
  mutating func objects<Value, Item>(
    _ field: Field<Value>, required: Bool = false, read: (inout BodyForm) -> Item
  ) -> [Item]? {
    guard let value = value(field, required: required) else { return nil }
    guard value.kind == .array else {
      refuse(
        field,
        detail: .nonField("Expected a list of items but got type \"\(value.pythonType)\"."))
      return nil
    }
    var items: [Item] = []
    var details: [ErrorDetail] = []
    var isWrong = false
    for element in value.elements {
      do {
        var form = try BodyForm(element)
        items.append(read(&form))
        details.append(.fields(form.errors))
        if !form.errors.members.isEmpty { isWrong = true }
      } catch {
        isWrong = true
        details.append(
          .nonField("Invalid data. Expected a dictionary, but got \(element.pythonType)."))
      }
    }
    if isWrong {
      refuse(field, detail: .list(details))
      return nil
    }
    return items
  }

  mutating func date<Value>(
    _ field: Field<Value>, required: Bool = false, allowsNull: Bool = false
  ) -> CalendarDate? {
    guard let value = value(field, required: required, allowsNull: allowsNull) else { return nil }
    guard let date = value.string().flatMap({ CalendarDate($0) }) else {
      refuse(field, "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.")
      return nil
    }
    return date
  }

  /// A moment, or a day, which means its beginning.
  mutating func moment<Value>(_ field: Field<Value>, allowsNull: Bool = true) -> Moment? {
    guard let value = value(field, allowsNull: allowsNull) else { return nil }
    guard let text = value.string(), let moment = Moment(text) ?? CalendarDate(text)?.start else {
      refuse(
        field,
        """
        Datetime has wrong format. Use one of these formats instead: \
        YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].
        """)
      return nil
    }
    return moment
  }

  mutating func choice<Value>(
    _ field: Field<Value>, _ words: [String], required: Bool = false
  ) -> String? {
    guard let value = value(field, required: required) else { return nil }
    let word = value.string() ?? value.rawText
    guard words.contains(word) else {
      refuse(field, "\"\(word)\" is not a valid choice.")
      return nil
    }
    return word
  }

  /// The URL of an object: its path must be one of `kinds`, and `find` must know its UUID.
  mutating func link<Value, Found>(
    _ field: Field<Value>, _ kinds: [String], required: Bool = false,
    find: (String) throws -> Found?
  ) rethrows -> Found? {
    guard let value = value(field, required: required) else { return nil }
    guard let text = value.string() else {
      refuse(field, "Incorrect type. Expected URL string, received \(value.pythonType).")
      return nil
    }
    guard case .object(let kind, let uuid) = Hyperlink(text) else {
      refuse(field, "Invalid hyperlink - No URL match.")
      return nil
    }
    guard kinds.contains(kind) else {
      refuse(field, "Invalid hyperlink - Incorrect URL match.")
      return nil
    }
    guard let found = try find(uuid) else {
      refuse(field, "Invalid hyperlink - Object does not exist.")
      return nil
    }
    return found
  }
}

extension DecimalNumber {
  /// How many digits the number is written with.
  var digitCount: Int { Swift.max(wholeDigits + scale, scale) }
}

extension JSONView {
  /// What Python calls the type of the value; the framework says it in its messages.
  var pythonType: String {
    switch kind {
    case .null: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }
}
