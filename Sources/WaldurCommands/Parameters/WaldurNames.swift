import CommandKit
import Diagnostics
import Values
import WaldurWire

/// A name a person knows something by, or a uuid; which of the two decides who finds it.
protocol WaldurName: ParameterValue {
  init(text: String)
  var text: String { get }
}

extension WaldurName {
  static func parse(_ text: String) throws(ParameterError) -> Self {
    guard !text.isEmpty else { throw ParameterError("\(expectation) is needed, and this is empty") }
    return Self(text: text)
  }

  var value: Value { .string(text) }
}

struct ProviderName: WaldurName {
  let text: String
  static let typeName = "provider"
  static let expectation = "the name of a service provider, or its uuid"
  static var candidates: CandidateSource? { .provider }
}

struct OfferingName: WaldurName {
  let text: String
  static let typeName = "offering"
  static let expectation = "the name of an offering, or its uuid"
  static var candidates: CandidateSource? { .offering }
}

struct ResourceName: WaldurName {
  let text: String
  static let typeName = "resource"
  static let expectation = "the name of a resource, its backend id or its uuid"
  static var candidates: CandidateSource? { .resource }
}

struct OrderName: WaldurName {
  let text: String
  static let typeName = "order"
  static let expectation = "the name of the resource an order is for, or the order's uuid"
  static var candidates: CandidateSource? { .order }
}

struct ProjectName: WaldurName {
  let text: String
  static let typeName = "project"
  static let expectation = "the name of a project, or its uuid"
  static var candidates: CandidateSource? { .project }
}

struct CustomerName: WaldurName {
  let text: String
  static let typeName = "organization"
  static let expectation = "the name of an organization, or its uuid"
  static var candidates: CandidateSource? { .customer }
}

struct PersonName: WaldurName {
  let text: String
  static let typeName = "person"
  static let expectation = "a username, mail address, full name or uuid"
  static var candidates: CandidateSource? { .user }
}

/// A role in a project: its name, or the short form people say.
struct RoleName: ParameterValue {
  /// `PROJECT.ADMIN`.
  let name: String

  static let typeName = "role"
  static let expectation = "admin, manager or member, or the name of a role such as PROJECT.ADMIN"
  static var choices: [String] { ["admin", "manager", "member"] }

  static func parse(_ text: String) throws(ParameterError) -> RoleName {
    guard !text.isEmpty else { throw ParameterError("the name of a role is empty") }
    let isShort = choices.contains(text.lowercased())
    return RoleName(name: isShort ? "PROJECT." + text.uppercased() : text)
  }

  var value: Value { .string(name) }
}

/// A word of the server's, in any case: people write `ok` and `OK`.
protocol WordParameter: ParameterValue {
  associatedtype Word: WaldurWord
  init(word: Word)
  var word: Word { get }
}

extension WordParameter {
  static var choices: [String] { Word.known.map(\.rawValue) }
  static var expectation: String { "one of " + choices.joined(separator: ", ") }

  static func parse(_ text: String) throws(ParameterError) -> Self {
    let wanted = text.lowercased()
    if let word = Word.known.first(where: { $0.rawValue.lowercased() == wanted }) {
      return Self(word: word)
    }
    throw ParameterError(
      "\"\(text)\" is no \(typeName.replacing("-", with: " "))",
      hint: Suggestion.hint(for: wanted, among: choices))
  }

  var value: Value { .string(word.rawValue) }
}

struct OrderStateWord: WordParameter {
  let word: OrderState
  static let typeName = "order-state"
}

struct OrderTypeWord: WordParameter {
  let word: OrderType
  static let typeName = "order-type"
}

struct ResourceStateWord: WordParameter {
  let word: ResourceState
  static let typeName = "resource-state"
}

struct OfferingStateWord: WordParameter {
  let word: OfferingState
  static let typeName = "offering-state"
}

/// A month, `2026-11`, or any of its days.
struct MonthName: ParameterValue {
  /// Its first day.
  let firstDay: String

  static let typeName = "month"
  static let expectation = "a month such as 2026-11"

  static func parse(_ text: String) throws(ParameterError) -> MonthName {
    let day = text.utf8.count == 7 ? text + "-01" : text
    guard let moment = Timestamp(day) else {
      throw ParameterError("\"\(text)\" is no month")
    }
    return MonthName(of: moment)
  }

  /// The month of a moment, in UTC.
  init(of moment: Timestamp) {
    let (year, month, _) = moment.date
    let digits = String(month)
    firstDay = "\(year)-\(digits.count == 1 ? "0" : "")\(digits)-01"
  }

  var value: Value { .string(String(firstDay.prefix(7))) }
}
