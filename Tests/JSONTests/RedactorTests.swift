import JSON
import Testing

/// Secrets that hide inside one text of a frame.
struct RedactorTests {
  @Test(arguments: [
    // YAML, as configuration travels.
    (
      "mysql:\n  root-password: hunter2\n  port: 3306", "mysql:\n  root-password: •••\n  port: 3306"
    ),
    ("a:\n  tls-key: |\n    line one\n\n    line two\n  b: 1", "a:\n  tls-key: •••\n  b: 1"),
    ("a:\n  secret:\n    deep: hunter2\nb: 1", "a:\n  secret:\nb: 1"),
    ("{user: bob, db_password: hunter2}", "{user: bob, db_password: •••"),
    ("'api-token' : hunter2", "'api-token' : •••"),
    ("- name: x\n- passphrase: hunter2", "- name: x\n- passphrase: •••"),
    // JSON within JSON.
    (#"{"user":"bob","password":"hunter2"}"#, #"{"user":"bob","password":"•••"}"#),
    (#"[{"url":"http://bob:hunter2@h"}]"#, #"[{"url":"http://•••@h"}]"#),
    // Settings and URLs.
    ("user=bob password=hunter2", "user=bob password= •••"),
    ("http://u:pw123@h:3128/path", "http://•••@h:3128/path"),
    ("https://token@h, http://u:p@q@h/x", "https://•••@h, http://•••@h/x"),
    ("http://u:p/w@h/", "http://•••@h/"),
    ("https://h/p?token=hunter2", "https://h/p?token= •••"),
    // Nothing to hide.
    ("https://h:80/@charm", "https://h:80/@charm"),
    ("mysql:db wordpress:db", "mysql:db wordpress:db"),
    ("application offer \"zz\" not found", "application offer \"zz\" not found"),
    ("admin@external", "admin@external"),
  ])
  func looksIntoText(_ text: String, _ shown: String) throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("value")
    writer.string(text)
    writer.endObject()
    let redacted = Redactor.shown(writer.written())
    let view = try #require(JSONBuffer.parse(Array(redacted.utf8)).root.member("value"))
    #expect(view.string() == shown)
  }

  @Test(arguments: [
    ("password", true), ("Root_Password", true), ("PASS", true), ("admin_pass", true),
    ("compass", false), ("pas", false), ("", false), ("TLS_KEY", true), ("key", false),
    ("discharge-required", true), ("Discharge_Required_Error", false), ("secret-backends", false),
    ("xtokenx", true), ("toke", false), ("schlüssel-token", true), ("größe", false),
  ])
  func aNameIsLookedAtInAnyCase(_ name: String, _ isSecret: Bool) {
    #expect(Redactor.isSecret(name) == isSecret)
    #expect(Redactor.isSecret(("«" + name).dropFirst()) == isSecret)
  }

  @Test func namesThatTellOfSecretsCount() throws {
    let json =
      #"{"ssl_key":"x","admin-pass":"x","db_password":"x","key":"mysql:db","token-file":""}"#
    #expect(
      Redactor.shown(Array(json.utf8))
        == #"{"ssl_key":"•••","admin-pass":"•••","db_password":"•••","key":"mysql:db","token-file":""}"#
    )
  }

  /// The name may stand in a member of its own, as in the sections of a report.
  @Test(arguments: [
    (#"{"header":"Password","body":"hunter2"}"#, #"{"header":"Password","body":"•••"}"#),
    (#"[{"value":"hunter2","name":"api_key"}]"#, #"[{"value":"•••","name":"api_key"}]"#),
    (#"{"Key":"db-token","Value":{"a":"hunter2"}}"#, #"{"Key":"db-token","Value":"•••"}"#),
    (#"{"header":"Login","body":"ssh h"}"#, #"{"header":"Login","body":"ssh h"}"#),
    (#"{"name":"secret","url":"x"}"#, #"{"name":"secret","url":"x"}"#),
    (#"{"header":"Password","body":""}"#, #"{"header":"Password","body":""}"#),
  ])
  func aNameThatIsAValueCounts(_ json: String, _ shown: String) {
    #expect(Redactor.shown(Array(json.utf8)) == shown)
  }
}
