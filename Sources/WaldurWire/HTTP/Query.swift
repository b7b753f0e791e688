/// The parameters of a request, in order; a name may stand several times.
package struct Query: Sendable, Hashable {
  /// One `name=value`, decoded.
  package struct Item: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package var items: [Item]

  package init(_ items: [Item] = []) { self.items = items }

  /// Reads what stands behind the question mark: `&` between items, `+` for a blank, a percent sign
  /// that begins no escape for itself. An item without `=` has an empty value.
  package init(parsing text: String) {
    items = text.utf8.split(separator: UInt8(ascii: "&")).map { item in
      let parts = item.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return Item(
        name: PercentEncoding.decoded(parts[0], plusIsBlank: true),
        value: parts.count > 1 ? PercentEncoding.decoded(parts[1], plusIsBlank: true) : "")
    }
  }

  /// The items as they are sent.
  package var encoded: String {
    var text: [UInt8] = []
    for item in items {
      if !text.isEmpty { text.append(UInt8(ascii: "&")) }
      PercentEncoding.append(item.name, to: &text, blankIsPlus: true)
      text.append(UInt8(ascii: "="))
      PercentEncoding.append(item.value, to: &text, blankIsPlus: true)
    }
    return String(decoding: text, as: UTF8.self)
  }

  package var isEmpty: Bool { items.isEmpty }

  /// Returns all values of a name, in order.
  package func values(of name: String) -> [String] {
    items.lazy.filter { $0.name == name }.map(\.value)
  }

  /// The last value of a name, which is the one that counts where there should be one. Assigning
  /// replaces all of them, nil removes them.
  package subscript(name: String) -> String? {
    get { items.last { $0.name == name }?.value }
    set {
      let place = items.firstIndex { $0.name == name } ?? items.endIndex
      items.removeAll { $0.name == name }
      if let newValue { items.insert(Item(name: name, value: newValue), at: place) }
    }
  }

  /// Adds an item, also where there is one of that name.
  package mutating func add(_ name: String, _ value: String) {
    items.append(Item(name: name, value: value))
  }
}

extension Query: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    items = elements.map { Item(name: $0.0, value: $0.1) }
  }
}

/// The `%XX` of RFC 3986.
package enum PercentEncoding {
  /// Returns the text of escaped bytes; what is no UTF-8 becomes U+FFFD, what is no escape stays.
  package static func decoded(_ text: some Sequence<UInt8>, plusIsBlank: Bool = false) -> String {
    let source = Array(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var at = 0
    while at < source.count {
      let byte = source[at]
      at += 1
      if byte == UInt8(ascii: "+"), plusIsBlank {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), at + 1 < source.count,
        let high = HexDigits.value(source[at]), let low = HexDigits.value(source[at + 1])
      {
        bytes.append(high << 4 | low)
        at += 2
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns text that may stand in a path between slashes.
  package static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes, blankIsPlus: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends text; all but letters, digits and `_.-~` is escaped.
  static func append(_ text: String, to bytes: inout [UInt8], blankIsPlus: Bool) {
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      case UInt8(ascii: " ") where blankIsPlus:
        bytes.append(UInt8(ascii: "+"))
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(HexDigits.upper(byte >> 4))
        bytes.append(HexDigits.upper(byte & 15))
      }
    }
  }
}

/// Hexadecimal digits in ASCII.
enum HexDigits {
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  static func upper(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 55 + digit }
  static func lower(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }
}
