import JSON
import WaldurWire

/// Which part of a list a request asks for, and the headers that lead to the others.
struct Paging {
  static let defaultSize = 10
  static let largestSize = 300

  let size: Int
  private let page: String

  init(_ query: Query) {
    let asked = query["page_size"].flatMap { Int($0.trimmingBlanks) } ?? 0
    size = asked > 0 ? min(asked, Self.largestSize) : Self.defaultSize
    page = query["page"] ?? "1"
  }

  /// Returns the number of the page and where it begins; throws 404 when there is none.
  func position(in count: Int) throws -> (page: Int, pages: Int, offset: Int) {
    let pages = max(1, (count + size - 1) / size)
    let number = page == "last" ? pages : Int(page.trimmingBlanks)
    guard let number, 1...pages ~= number else { throw WaldurFault.notFound("Invalid page.") }
    return (number, pages, (number - 1) * size)
  }

  /// Returns what a list says about itself in its headers.
  static func headers(count: Int, page: Int, pages: Int, for call: WaldurCall) -> HTTPHeaders {
    let base = call.host + call.request.path
    func link(_ number: Int) -> String {
      var query = call.query
      query["page"] = number == 1 ? nil : String(number)
      // Parameters stand in the order of their names, values of one name in their own.
      query = Query(query.items.stableSorted { $0.name < $1.name })
      return query.isEmpty ? base : base + "?" + query.encoded
    }
    let links = PageLinks(
      first: link(1), prev: page > 1 ? link(page - 1) : nil,
      next: page < pages ? link(page + 1) : nil, last: link(pages))
    return [
      HTTPHeaders.Name.resultCount: String(count), HTTPHeaders.Name.link: links.header,
    ]
  }

  /// Returns a list whose rows are at hand.
  static func response<Row>(
    _ rows: [Row], _ representation: Representation<Row>, for call: WaldurCall,
    selects: Bool = true
  ) throws -> HTTPResponse {
    let paging = Paging(call.query)
    let (page, pages, offset) = try paging.position(in: rows.count)
    let part = rows.dropFirst(offset).prefix(paging.size)
    return try response(
      Array(part), representation, for: call, selects: selects,
      headers: headers(count: rows.count, page: page, pages: pages, for: call))
  }

  static func response<Row>(
    _ rows: [Row], _ representation: Representation<Row>, for call: WaldurCall,
    selects: Bool = true, headers: HTTPHeaders
  ) throws -> HTTPResponse {
    call.rowCount = rows.count
    var writer = JSONWriter(capacity: 1 << 14)
    let fields = representation.selection(for: call, named: selects)
    try representation.write(rows, fields, for: call, to: &writer)
    var response = HTTPResponse.json(200, writer.written())
    for field in headers.fields { response.headers.add(field.name, field.value) }
    return response
  }
}

extension Sequence {
  /// Returns the elements in order; those that are equal keep theirs.
  func stableSorted(by isBefore: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { one, other in
      if isBefore(one.element, other.element) { return true }
      if isBefore(other.element, one.element) { return false }
      return one.offset < other.offset
    }.map(\.element)
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmingBlanks: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
