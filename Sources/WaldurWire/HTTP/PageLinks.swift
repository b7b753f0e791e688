/// The pages around one page of a list: absolute URLs, as the `Link` header has them.
///
/// Order and separators of the header are part of what clients rely on: some split it by position.
package struct PageLinks: Sendable, Hashable {
  package var first: String?
  package var prev: String?
  package var next: String?
  package var last: String?

  package init(
    first: String? = nil, prev: String? = nil, next: String? = nil, last: String? = nil
  ) {
    self.first = first
    self.prev = prev
    self.next = next
    self.last = last
  }

  /// Reads the header's value; what it does not know is skipped.
  package init(header: String) {
    var rest = header.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      let url = String(decoding: rest[rest.index(after: open)..<close], as: UTF8.self)
      let behind = rest[rest.index(after: close)...]
      let end = behind.firstIndex(of: UInt8(ascii: "<")) ?? behind.endIndex
      assign(url, Self.relation(behind[..<end]))
      rest = behind[end...]
    }
  }

  /// The header's value.
  package var header: String {
    [("first", first), ("prev", prev), ("next", next), ("last", last)]
      .compactMap { relation, url in url.map { "<\($0)>; rel=\"\(relation)\"" } }
      .joined(separator: ", ")
  }

  /// The number of a page in its URL; nil for the first, which has none.
  package static func pageNumber(of url: String) -> Int? {
    guard let mark = url.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    let query = Query(parsing: String(url[url.index(after: mark)...]))
    return query["page"].flatMap { Int($0) }
  }

  private mutating func assign(_ url: String, _ relation: String?) {
    switch relation {
    case "first": first = url
    case "prev": prev = url
    case "next": next = url
    case "last": last = url
    default: break
    }
  }

  /// Returns what `rel` says in the parameters behind a URL, with or without quotes.
  private static func relation(_ parameters: Substring.UTF8View) -> String? {
    for parameter in parameters.split(whereSeparator: { $0 == UInt8(ascii: ";") || $0 == 44 }) {
      let bytes = parameter.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\"") }
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("rel=") { return String(text.dropFirst(4)) }
    }
    return nil
  }
}
