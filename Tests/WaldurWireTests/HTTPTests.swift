import JSON
import Testing

@testable import WaldurWire

@Suite struct HTTPTests {
  @Test func headerNamesAreEqualWhateverTheirCase() {
    var headers: HTTPHeaders = ["Content-Type": "text/html", "LINK": "a", "link": "b"]
    #expect(headers["content-type"] == "text/html")
    #expect(headers.values(of: "Link") == ["a", "b"])
    headers["CONTENT-TYPE"] = "application/json"
    #expect(headers.fields.map(\.value) == ["application/json", "a", "b"])
    headers["Link"] = nil
    #expect(headers.fields.count == 1)
  }

  @Test func queryKeepsRepeatedNamesAndOrder() {
    let query = Query(parsing: "state=Creating&state=OK&name=a+b%2Bc&flag&bad=%zz%4&u=%C3%A9")
    #expect(query.values(of: "state") == ["Creating", "OK"])
    #expect(query["state"] == "OK")
    #expect(query["name"] == "a b+c")
    #expect(query["flag"] == "")
    #expect(query["bad"] == "%zz%4")
    #expect(query["u"] == "é")
    #expect(query["none"] == nil)
  }

  @Test(arguments: ["", "plain", "a b", "a+b&c=d%", "é\u{1F600}", "x~y_z.-", "\u{0}\n"])
  func queryReadsBackWhatItWrites(text: String) {
    var query = Query()
    query.add("name", text)
    query.add(text, "value")
    #expect(Query(parsing: query.encoded) == query)
  }

  @Test func linksReadBackWhatTheyWrite() {
    let links = PageLinks(
      first: "http://h/api/x/?a=b,c", next: "http://h/api/x/?a=b&page=2", last: "http://h/?page=9")
    #expect(
      links.header
        == #"<http://h/api/x/?a=b,c>; rel="first", <http://h/api/x/?a=b&page=2>; rel="next", "#
        + #"<http://h/?page=9>; rel="last""#)
    #expect(PageLinks(header: links.header) == links)
    #expect(PageLinks(header: "<u>;rel=next").next == "u")
    #expect(PageLinks(header: "") == PageLinks())
    #expect(PageLinks(header: "<broken").first == nil)
    #expect(PageLinks.pageNumber(of: "http://h/?o=x&page=12") == 12)
    #expect(PageLinks.pageNumber(of: "http://h/") == nil)
  }

  @Test(arguments: [
    (#"{"detail":"Not found."}"#, "Not found."),
    (#"["Offering state is invalid."]"#, "Offering state is invalid."),
    (#""Not allowed.""#, "Not allowed."),
    (#"{"name":["Too long.","Taken."]}"#, "name: Too long.; name: Taken."),
    (#"{"usages":[{},{"amount":["Bad."]}]}"#, "usages[1].amount: Bad."),
    (
      #"{"non_field_errors":["These components are invalid: x."]}"#,
      "These components are invalid: x."
    ),
    (#"{"end_date":{"end_date":"Too early."}}"#, "end_date.end_date: Too early."),
    (#"{"error_message":"No."}"#, "No."),
    (#"{"limits":"Invalid types: x"}"#, "limits: Invalid types: x"),
  ])
  func everyErrorShapeIsRead(body: String, line: String) throws {
    let detail = try #require(ErrorDetail(body: Array(body.utf8)))
    #expect(detail.line == line)
    #expect(String(decoding: detail.body, as: UTF8.self) == body)
  }

  @Test(arguments: ["", "<html><body>502 Bad Gateway</body></html>", "{\"detail\""])
  func whatIsNoJSONIsNoErrorDetail(body: String) {
    #expect(ErrorDetail(body: Array(body.utf8)) == nil)
  }
}
