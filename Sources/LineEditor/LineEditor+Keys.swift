import CLibEdit
import Glibc

/// What a key function tells libedit.
enum KeyOutcome {
  /// Nothing to draw.
  case normal
  /// The text changed.
  case refresh
  /// Only the cursor moved.
  case moved
  case beep
  /// The reading ends, with `LineEditor.result`.
  case ended

  var code: UInt8 {
    switch self {
    case .normal: UInt8(CLE_NORMAL.rawValue)
    case .refresh: UInt8(CLE_REFRESH.rawValue)
    case .moved: UInt8(CLE_CURSOR.rawValue)
    case .beep: UInt8(CLE_REFRESH_BEEP.rawValue)
    case .ended: UInt8(CLE_END_OF_FILE.rawValue)
    }
  }
}

/// Keys and what they do. libedit calls back through C functions, which find the editor in its
/// client pointer.
extension LineEditor {
  /// Connects libedit with this object and binds the keys.
  ///
  /// The user's file is read first: keys it mentions stay as it says, except those the editor
  /// could not work without.
  func setUp(readsUserKeys: Bool) {
    cle_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    cle_use_emacs_keys(editor)
    cle_set_prompt(editor) { LineEditor.of($0)?.promptForDrawing() }
    cle_set_reader(editor) { editor, character in
      guard let scalar = LineEditor.of(editor)?.nextCharacter() else { return 0 }
      character?.pointee = wchar_t(scalar.value)
      return 1
    }
    cle_set_history(
      editor,
      { context, request in
        guard let context else { return nil }
        return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().answer(request)
      }, Unmanaged.passUnretained(self).toOpaque())
    addFunctions()
    let userKeys = readsUserKeys ? sourceUserKeys() : ""
    decoder.userBindings = userKeys
    cle_take_all_keys(editor)
    bindKeys(exceptIn: userKeys.lowercased())
  }

  fileprivate static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let editor, let client = cle_client(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  /// Reads the user's key file and returns its text, empty when there is none.
  private func sourceUserKeys() -> String {
    let path: String
    if let file = getenv("EDITRC") {
      path = String(cString: file)
    } else if let home = getenv("HOME") {
      path = String(cString: home) + "/.editrc"
    } else {
      return ""
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return "" }
    _ = cle_source(editor, path)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func bindKeys(exceptIn userKeys: String) {
    for (key, function) in Self.neededBindings {
      cle_bind(editor, CLE_MAIN_KEYMAP, key, function)
      cle_bind(editor, CLE_COMMAND_KEYMAP, key, function)
    }
    for (key, function) in Self.usualBindings where !userKeys.contains(key.lowercased()) {
      cle_bind(editor, CLE_MAIN_KEYMAP, key, function)
    }
    // libedit's own command line, which crashes on an open quote, and `vi` as another program.
    cle_bind(editor, CLE_COMMAND_KEYMAP, ":", "editor-ignore")
    cle_bind(editor, CLE_COMMAND_KEYMAP, "v", "editor-ignore")
    if cle_is_vi(editor) != 0 {
      cle_bind(editor, CLE_COMMAND_KEYMAP, "k", "editor-up")
      cle_bind(editor, CLE_COMMAND_KEYMAP, "j", "editor-down")
    } else {
      // In vi mode a sequence that begins with Escape would make the lone Escape wait.
      cle_bind(editor, CLE_MAIN_KEYMAP, "\\e^M", "editor-break-row")
      cle_bind(editor, CLE_MAIN_KEYMAP, "\\ex", "editor-ignore")
      cle_bind(editor, CLE_MAIN_KEYMAP, "\\eX", "editor-ignore")
    }
  }

  /// Keys the editor depends on, in every keymap.
  private static var neededBindings: [(key: String, function: String)] {
    [
      ("^M", "editor-accept"), ("^J", "editor-accept"), ("^I", "editor-complete"),
      ("^C", "editor-interrupt"), ("^G", "editor-interrupt"), ("^Z", "editor-stop"),
      ("^D", "editor-delete-or-end"), ("^V", "editor-quote"), ("^L", "ed-clear-screen"),
    ] + EditorKey.allCases.map { ($0.bindingNotation, function(of: $0)) }
  }

  /// Keys the user may have bound otherwise.
  private static var usualBindings: [(key: String, function: String)] {
    [
      ("^A", "editor-row-start"), ("^E", "editor-row-end"), ("^P", "editor-up"),
      ("^N", "editor-down"), ("^R", "em-inc-search-prev"), ("^S", "em-inc-search-next"),
    ]
  }

  private static func function(of key: EditorKey) -> String {
    switch key {
    case .accept: "ed-newline"
    case .redisplay: "ed-redisplay"
    case .mark: "editor-mark"
    case .paste: "editor-paste"
    case .up: "editor-up"
    case .down: "editor-down"
    case .left: "ed-prev-char"
    case .right: "ed-next-char"
    case .home: "editor-row-start"
    case .end: "editor-row-end"
    case .wordLeft: "ed-prev-word"
    case .wordRight: "em-next-word"
    case .delete: "editor-delete"
    case .deleteWord: "em-delete-next-word"
    case .pageUp: "editor-older"
    case .pageDown: "editor-newer"
    case .backTab, .help: "editor-ignore"
    }
  }

  /// Adds our key functions, under names that the user's file may bind too.
  private func addFunctions() {
    add("editor-accept", "Enter the text, or go on in a new row") { e, _ in run(e) { $0.accept() } }
    add("editor-break-row", "Start a new row") { e, _ in run(e) { $0.breakRow() } }
    add("editor-complete", "Complete or list") { e, _ in run(e) { $0.completeAtCursor() } }
    add("editor-interrupt", "Drop the text") { e, _ in run(e) { $0.interrupt() } }
    add("editor-stop", "Stop the program") { e, _ in run(e) { $0.stop() } }
    add("editor-delete", "Delete at the cursor") { e, _ in run(e) { $0.deleteCharacter() } }
    add("editor-delete-or-end", "Delete, or end the input") { e, _ in run(e) { $0.deleteOrEnd() } }
    add("editor-quote", "Insert the next key") { e, _ in run(e) { $0.quoteNext() } }
    add("editor-paste", "Take a paste") { e, _ in run(e) { $0.takePaste() } }
    add("editor-up", "Row above or older entry") { e, _ in run(e) { $0.up() } }
    add("editor-down", "Row below or newer entry") { e, _ in run(e) { $0.down() } }
    add("editor-older", "Older entry that begins so") { e, _ in run(e) { $0.showOlder() } }
    add("editor-newer", "Newer entry that begins so") { e, _ in run(e) { $0.showNewer() } }
    add("editor-row-start", "Start of the row") { e, _ in run(e) { $0.moveToRowStart() } }
    add("editor-row-end", "End of the row") { e, _ in run(e) { $0.moveToRowEnd() } }
    add("editor-mark", "Insert a character without width") { e, _ in run(e) { $0.insertMark() } }
    add("editor-ignore", "Do nothing") { e, _ in run(e) { _ in .normal } }
  }

  private func add(_ name: String, _ purpose: String, _ function: cle_key_function) {
    cle_add_function(editor, name, purpose, function)
  }
}

/// Calls a key function of the editor that libedit means; C functions cannot capture it.
private func run(_ editor: OpaquePointer?, _ action: (LineEditor) -> KeyOutcome) -> UInt8 {
  guard let editor = LineEditor.of(editor) else { return KeyOutcome.beep.code }
  return action(editor).code
}
