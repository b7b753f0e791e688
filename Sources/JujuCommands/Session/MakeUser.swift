import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Makes a user of a controller, who then registers with the key that is shown.
///
/// Source: Juju facade `UserManager`, `AddUser`.
struct MakeUser: Command {
  static let name = "add-user"
  static let group = CommandGroup.session
  static let summary = "Make a user of a controller"
  static let details = """
    The line that is shown lets the new user register and choose a password. Whoever has it can: \
    hand it over as you would a password.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["user", "registration"])
  static let examples: [Example] = ["add-user carol", "add-user carol \"Carol Example\""]

  @Argument("What the user is called", missing: "no username supplied") var user: UserName
  @Argument("The name to show", label: "display-name") var displayName: String?
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let known = try context.controller(controller)
    let users = Users(on: try context.juju.channel(to: known.name))
    let added: AddUserResult?
    do throws(Diagnostic) {
      added = try users.add(AddUser(username: user.name, displayName: displayName ?? ""))
    } catch {
      throw error.located(at: context.call.span(of: "user"))
    }
    guard let added else { return .nothing }
    let name = user.name
    let key = added.secretKey.map { key in
      Registration(
        user: name, addresses: known.endpoints,
        secretKey: key.map { UInt8(truncatingIfNeeded: $0) }, controller: known.name
      ).text
    }
    let record = Record([
      "user": .string(name), "registration": key.map { .secret(Secret($0)) } ?? .null,
    ])
    return Output(.record(record)) { (_) throws(Diagnostic) in
      var text = "User \(name.quoted) added\n"
      if let key { text += "Please send this command to \(name):\n    juju register \(key)\n" }
      return text
        + "\n\(name.quoted) has not been granted access to any models. "
        + "You can use \"juju grant\" to grant access.\n"
    }
  }
}

/// What a new user hands to Juju's `register`: who they are, where the controller is, and the key
/// that proves it, in ASN.1 (DER) as Juju packs it, then in base 64.
struct Registration {
  let user: String
  let addresses: [String]
  let secretKey: [UInt8]
  let controller: String

  var text: String {
    var packed = Self.element(
      0x30,
      Self.string(user) + Self.element(0x30, addresses.flatMap(Self.string))
        + Self.element(0x04, secretKey) + Self.string(controller))
    // Zeros behind, which readers ignore, so that no `=` is needed at the end.
    while packed.count % 3 != 0 { packed.append(0) }
    return Self.base64(packed)
  }

  /// Text without anything beyond ASCII is a PrintableString where its characters allow, else UTF-8.
  private static func string(_ text: String) -> [UInt8] {
    let isPrintable = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || " '()+,-./:=?".utf8.contains(byte)
    }
    return element(isPrintable ? 0x13 : 0x0C, Array(text.utf8))
  }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 128 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(rest & 0xFF), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  /// In the alphabet that is safe in URLs; the count is a multiple of three.
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count - 2, by: 3) {
      let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      for shift in [18, 12, 6, 0] { text.append(alphabet[group >> shift & 0x3F]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
