import JujuWire
import Testing

/// The testing library has a type of the same name.
typealias EntityTag = JujuWire.Tag

@Suite struct ValueTests {
  @Test(arguments: [
    ("mysql", true), ("my-sql", true), ("mysql-k8s", true), ("mysql-1", false), ("m1-2a", true),
    ("1mysql", false), ("my_sql", false), ("", false), ("-a", false), ("a-", false),
    ("a--b", false), ("MySQL", false), ("äpfel", false),
  ])
  func applicationNames(_ name: String, _ isValid: Bool) {
    #expect(Names.isApplication(name) == isValid)
  }

  @Test(arguments: [
    ("default", true), ("1", true), ("a-", true), ("-a", false), ("", false), ("A", false),
    ("a_b", false),
  ])
  func modelNames(_ name: String, _ isValid: Bool) { #expect(Names.isModel(name) == isValid) }

  @Test(arguments: [
    ("bob", true), ("b", false), ("bob@external", true), ("bob@e", false), ("b.o+b-b", true),
    (".bob", false), ("bob.", false), ("bo@b@c", false), ("Bob1", true), ("", false),
    ("everyone@external", true),
  ])
  func userNames(_ name: String, _ isValid: Bool) { #expect(Names.isUser(name) == isValid) }

  @Test(arguments: [
    ("db", true), ("db-admin", true), ("shared_db", true), ("_db", false), ("0db", false),
    ("db-", false), ("db--x", false), ("db-0", true), ("", false),
  ])
  func endpointNames(_ name: String, _ isValid: Bool) {
    #expect(Names.isEndpoint(name) == isValid)
  }

  @Test(arguments: [("mysql/0", true), ("mysql/01", false), ("mysql/", false), ("mysql", false)])
  func unitNames(_ name: String, _ isValid: Bool) { #expect(Names.isUnit(name) == isValid) }

  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8"), ("69.32.56.0/8", "69.0.0.0/8"), ("10.1.2.3/32", "10.1.2.3/32"),
    ("0.0.0.0/0", "0.0.0.0/0"), ("::/0", "::/0"), ("2001:DB8::1/32", "2001:db8::/32"),
    ("fe80::1/128", "fe80::1/128"), ("::ffff:10.0.0.1/112", "::ffff:a00:0/112"),
    ("10.0.0.129/25", "10.0.0.128/25"),
  ])
  func rangesAreNormalised(_ text: String, _ normalised: String) throws {
    let range = try CIDR(text)
    #expect(range.normalised == normalised && range.text == text)
  }

  @Test(arguments: [
    "", "10.0.0.0", "10.0.0.1/33", "10.0.0/8", "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/-1", "a/8",
    "1:2/64", ":::/8", "1::2::3/8", "12345::/8", "10.0.0.0/", "10.0.0.0/8 ", "+1::/8",
  ])
  func otherTextIsNoRange(_ text: String) {
    #expect(throws: TextError("invalid CIDR address: \(text)", at: 0..<text.utf8.count)) {
      try CIDR(text)
    }
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.1.0.0/16", true), ("10.0.0.0/8", "11.0.0.0/16", false),
    ("10.1.0.0/16", "10.0.0.0/8", false), ("0.0.0.0/0", "1.2.3.4/32", true),
    ("0.0.0.0/0", "::1/128", false), ("::/0", "::1/128", true), ("10.0.0.7/8", "10.9.9.9/8", true),
  ])
  func rangesContainRanges(_ outer: String, _ inner: String, _ isInside: Bool) throws {
    #expect(try CIDR(outer).contains(CIDR(inner)) == isInside)
  }

  @Test func listsOfRangesPointAtTheBadOne() throws {
    #expect(
      try CIDR.list("10.0.0.0/8, 192.168.0.0/16").map(\.text) == ["10.0.0.0/8", "192.168.0.0/16"])
    #expect(try CIDR.list("").isEmpty)
    #expect(throws: TextError("invalid CIDR address: bad.cidr", at: 12..<20)) {
      try CIDR.list("10.0.0.0/8, bad.cidr")
    }
  }

  @Test(arguments: [
    ("user-bob", EntityTag.Kind.user, "bob"), ("user-bob@external", .user, "bob@external"),
    ("model-deadbeef-0bad-400d-8000-4b1d0d06f00d", .model, "deadbeef-0bad-400d-8000-4b1d0d06f00d"),
    ("application-my-sql", .application, "my-sql"), ("unit-my-sql-10", .unit, "my-sql/10"),
    ("relation-wordpress.db#mysql.db", .relation, "wordpress:db mysql:db"),
    ("cloud-localhost", .cloud, "localhost"),
  ])
  func tagsNameEntities(_ text: String, _ kind: EntityTag.Kind, _ id: String) {
    let tag = EntityTag(rawValue: text)
    #expect(tag.kind == kind && tag.id == id && tag.id(of: kind) == id)
  }

  @Test(arguments: ["", "user", "user-", "bob", "wizard-merlin", "@ubuntuone"])
  func otherTextIsNoTag(_ text: String) {
    #expect(EntityTag(rawValue: text).kind == nil && EntityTag(rawValue: text).id == nil)
  }

  @Test func tagsAreMadeFromNames() {
    #expect(EntityTag.unit("mysql/0").rawValue == "unit-mysql-0")
    #expect(EntityTag.relation("a:b c:d").rawValue == "relation-a.b#c.d")
    #expect(
      EntityTag.cloudCredential(cloud: "aws", owner: "bob@external", name: "my_keys").rawValue
        == "cloudcred-aws_bob@external_my%5fkeys")
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2025-01-01T00:00:00Z", 1_735_689_600_000),
    ("2024-02-29T23:59:59.5Z", 1_709_251_199_500), ("1969-12-31T23:59:59.999Z", -1),
    ("2000-03-01T00:00:00.007Z", 951_868_800_007),
  ])
  func timesAreReadAndWritten(_ text: String, _ milliseconds: Int64) {
    #expect(WireTime(rawValue: text).milliseconds == milliseconds)
    #expect(WireTime(milliseconds: milliseconds).rawValue == text)
  }

  @Test(arguments: [
    ("2025-01-01T15:04:05+07:00", 1_735_718_645_000),
    ("2025-01-01T00:00:00.123456789Z", 1_735_689_600_123),
    ("2025-01-01t00:00:00-00:30", 1_735_691_400_000),
  ])
  func offsetsAndFractionsAreRead(_ text: String, _ milliseconds: Int64) {
    #expect(WireTime(rawValue: text).milliseconds == milliseconds)
  }

  @Test(arguments: ["", "yesterday", "2025-13-01T00:00:00Z", "2025-01-01T00:00:00", "2025-01-01"])
  func otherTextIsNoTime(_ text: String) { #expect(WireTime(rawValue: text).milliseconds == nil) }

  @Test func levelsIncludeThoseBefore() {
    #expect(OfferAccess.admin.includes(.consume) && !OfferAccess.read.includes(.consume))
    #expect(!OfferAccess.other("write").includes(.read) && !OfferAccess.unset.isKnown)
    #expect(ModelAccess.write.includes(.read) && ControllerAccess.superuser.includes(.login))
  }

  @Test func textIsQuotedAsInGo() {
    #expect("a\"b\\c\nd\u{1}ä".quoted == #""a\"b\\c\nd\x01ä""#)
  }
}
