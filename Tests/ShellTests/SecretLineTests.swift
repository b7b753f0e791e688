import Testing

@testable import Shell

/// Which lines a history does not keep.
@Suite struct SecretLineTests {
  @Test(arguments: [
    "deploy mysql --config root-password=hunter2", "let token = 'abc'", "set API_KEY_SECRET = $x",
    "login -u bob --password hunter2", "login -u bob --password=hunter2",
    "let settings = {password: 'x'}", "let settings = {\"password\":\"x\"}",
    "print '{\"macaroons\": [1]}'", "open https://bob:hunter2@example.org/x",
    "WALDUR_ACCESS_TOKEN=abc offsh", "let db_passwd   =   abc",
    "echo 'Authorization: Token 0123456789abcdef0123'", "echo Bearer 0123456789abcdef0123",
    "let pw = 'hunter2'", "let db-pwd = 'x'",
    "for x in [1] {\n  let token = 'a'\n}",
  ])
  func secretsAreNotKept(_ line: String) { #expect(SecretLine.holdsSecret(line)) }

  @Test(arguments: [
    "offers", "deploy mysql", "integrate token-service:db app", "offer secret-store:db",
    "select name token", "echo password", "help login", "add-model x --credential mine",
    "open https://example.org/a@b", "offers | where .name == mysql", "deploy mysql --config x=1",
    "let password", "print $token", "show-secret token mysql-database-credentials", "",
  ])
  func otherLinesAre(_ line: String) { #expect(!SecretLine.holdsSecret(line)) }
}
