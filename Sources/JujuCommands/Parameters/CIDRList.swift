import CommandKit
import Diagnostics
import JujuWire
import Values

/// Address ranges, separated by commas.
struct CIDRList: ParameterValue {
  let cidrs: [CIDR]

  static let typeName = "cidrs"
  static let expectation = "address ranges such as 10.0.0.0/8,192.168.1.5/32"

  static func parse(_ text: String) throws(ParameterError) -> CIDRList {
    CIDRList(cidrs: try ranges(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> CIDRList {
    guard case .list(let list) = value else { return try parse(value.text) }
    return try parse(list.values.map(\.text).joined(separator: ","))
  }

  var value: Value { .list(List(cidrs.map { .string($0.text) })) }

  static func ranges(_ text: String) throws(ParameterError) -> [CIDR] {
    do throws(TextError) {
      return try CIDR.list(text)
    } catch {
      throw ParameterError(error, hint: hint(for: text, error))
    }
  }

  /// An address alone is the likeliest mistake.
  private static func hint(for text: String, _ error: TextError) -> String {
    let part = String(decoding: Array(text.utf8)[error.range], as: UTF8.self)
    switch IPAddress.parse(part)?.count {
    case 4: return "a single host is \(part)/32"
    case 16: return "a single host is \(part)/128"
    default: return "an address range is written ADDRESS/BITS, as in 10.0.0.0/8"
    }
  }
}

/// Address ranges that traffic comes from: everything is none.
struct ViaCIDRList: ParameterValue {
  let cidrs: [CIDR]

  static let typeName = "cidrs"
  static let expectation = CIDRList.expectation

  static func parse(_ text: String) throws(ParameterError) -> ViaCIDRList {
    let cidrs = try CIDRList.ranges(text)
    for cidr in cidrs where cidr.isEverything {
      throw ParameterError(
        "CIDR \(cidr.text.quoted) not allowed",
        hint: "name the ranges the traffic comes from; leave --via away for the model's own")
    }
    return ViaCIDRList(cidrs: cidrs)
  }

  static func convert(_ value: Value) throws(ParameterError) -> ViaCIDRList {
    guard case .list(let list) = value else { return try parse(value.text) }
    return try parse(list.values.map(\.text).joined(separator: ","))
  }

  var value: Value { .list(List(cidrs.map { .string($0.text) })) }
}

/// Names separated by commas.
struct NameList: ParameterValue {
  let names: [String]

  static let typeName = "names"
  static let expectation = "names separated by commas"

  static func parse(_ text: String) throws(ParameterError) -> NameList {
    NameList(
      names: text.split(separator: ",").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      })
  }

  var value: Value { .list(List(names.map { .string($0) })) }
}
