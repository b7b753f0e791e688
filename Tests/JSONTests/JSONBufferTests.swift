import JSON
import Testing

@Test func placeholder() throws {
  let buffer = try JSONBuffer.parse(#"{"a":[1,2.50,"x"]}"#)
  #expect(buffer.root.member("a")?.rawText == #"[1,2.50,"x"]"#)
}
