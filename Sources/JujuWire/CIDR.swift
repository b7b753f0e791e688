/// A range of addresses, `10.0.0.0/8` or `2001:db8::/32`; keeps the text it was read from.
package struct CIDR: Sendable, Hashable, CustomStringConvertible {
  /// The text as it was written, `69.32.56.0/8`.
  package let text: String
  /// The address as it was written, 4 or 16 bytes.
  package let address: [UInt8]
  /// How many leading bits are fixed.
  package let prefixLength: Int

  /// Reads `address/length`; throws the words of Juju's controllers.
  package init(_ text: String) throws(TextError) {
    guard let slash = text.firstIndex(of: "/"),
      let address = IPAddress.parse(text[..<slash]),
      let length = Self.length(text[text.index(after: slash)...], limit: address.count * 8)
    else {
      throw TextError("invalid CIDR address: \(text)", at: 0..<text.utf8.count)
    }
    self.text = text
    self.address = address
    prefixLength = length
  }

  /// Reads a comma separated list; blanks around the parts are ignored, empty text is no range.
  package static func list(_ text: String) throws(TextError) -> [CIDR] {
    var result: [CIDR] = []
    var offset = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let leading = part.prefix { $0 == " " }.utf8.count
      let trimmed = part.dropFirst(leading).reversed().drop { $0 == " " }.reversed()
      if !trimmed.isEmpty || text.contains(",") {
        do throws(TextError) {
          result.append(try CIDR(String(trimmed)))
        } catch {
          throw error.shifted(by: offset + leading)
        }
      }
      offset += part.utf8.count + 1
    }
    return result
  }

  package var description: String { text }

  /// Whether every address of its family lies inside.
  package var isEverything: Bool { prefixLength == 0 }

  /// The first address of the range, 4 or 16 bytes.
  package var network: [UInt8] {
    address.enumerated().map { index, byte in
      let kept = min(max(prefixLength - index * 8, 0), 8)
      return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
    }
  }

  /// The range written with its first address: `69.32.56.0/8` becomes `69.0.0.0/8`.
  package var normalised: String { "\(IPAddress.text(network))/\(prefixLength)" }

  /// Returns whether all addresses of `other` lie in this range.
  package func contains(_ other: CIDR) -> Bool {
    guard address.count == other.address.count, prefixLength <= other.prefixLength else {
      return false
    }
    return network == CIDR(network: other.address, prefixLength: prefixLength).network
  }

  private init(network: [UInt8], prefixLength: Int) {
    text = ""
    address = network
    self.prefixLength = prefixLength
  }

  private static func length(_ text: Substring, limit: Int) -> Int? {
    guard 1...3 ~= text.utf8.count, text.utf8.allSatisfy({ 48...57 ~= $0 }), let length = Int(text),
      length <= limit, text == String(length)
    else { return nil }
    return length
  }
}

/// Reads and writes addresses.
package enum IPAddress {
  /// Returns 4 or 16 bytes; nil when the text is no address.
  package static func parse(_ text: some StringProtocol) -> [UInt8]? {
    text.contains(":") ? parseSix(String(text)) : parseFour(String(text))
  }

  /// Returns the usual text of 4 or 16 bytes: the longest run of zeros in the longer form is `::`.
  package static func text(_ bytes: [UInt8]) -> String {
    guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    let hex = groups.map { String($0, radix: 16) }
    guard let zeros = longestZeros(groups) else { return hex.joined(separator: ":") }
    return hex[..<zeros.lowerBound].joined(separator: ":") + "::"
      + hex[zeros.upperBound...].joined(separator: ":")
  }

  private static func longestZeros(_ groups: [Int]) -> Range<Int>? {
    var best = 0..<0
    var start = 0
    for index in 0...groups.count {
      if index < groups.count, groups[index] == 0 { continue }
      if index - start > max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    return best.isEmpty ? nil : best
  }

  private static func parseFour(_ text: String) -> [UInt8]? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard let number = UInt8(Substring(part)), String(number).utf8.elementsEqual(part) else {
        return nil
      }
      bytes.append(number)
    }
    return bytes
  }

  private static func parseSix(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    switch halves.count {
    case 1:
      guard let bytes = groups(halves[0]), bytes.count == 16 else { return nil }
      return bytes
    case 2:
      guard let head = groups(halves[0]), let tail = groups(halves[1]),
        head.count + tail.count <= 14
      else { return nil }
      return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    default:
      return nil
    }
  }

  /// Returns the bytes of groups joined by `:`; the last may be an address of the shorter form.
  private static func groups(_ text: Substring) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(".") {
        guard let four = parseFour(String(part)) else { return nil }
        bytes += four
      } else {
        guard 1...4 ~= part.utf8.count, part.first != "+", part.first != "-",
          let number = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
      }
    }
    return bytes
  }
}
