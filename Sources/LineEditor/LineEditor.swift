import CLibEdit
import Glibc

/// Edits lines at the terminal: libedit as a Swift object.
///
/// Knows no language and no commands: what is complete, what can follow and what becomes of a paste
/// comes through closures, which are called on the thread that reads. One per process (libedit and
/// signals keep global state), used from one thread.
///
/// How it works: libedit keeps the text, draws it and asks for characters through `nextCharacter`,
/// which waits for the terminal and for signals at once and is therefore the one place where window
/// changes are dealt with.
package final class LineEditor {
  /// Stands before the text. May be changed between two lines.
  package var prompt = Prompt("> ") {
    didSet { promptChanged() }
  }

  /// Asked on Enter for the whole text; false starts a new row of the same text.
  package var isComplete: (String) -> Bool = { _ in true }

  /// Asked on Tab for the whole text and the cursor as an offset into its UTF-8 form.
  package var complete: (String, Int) -> Completion = { _, _ in .none }

  /// Asked what becomes of a paste, of one line or several.
  package var onPaste: (Paste) -> PasteAction = { .insert($0.text) }

  /// What was entered; every line read is added to it.
  package let history: History

  let editor: OpaquePointer
  let output: UnsafeMutablePointer<FILE>
  let input: TerminalInput
  /// Told when the window has another size.
  let windowChange: WakePipe
  let usesColour: Bool
  var decoder = KeyDecoder()
  /// The prompt as libedit wants it; libedit keeps the pointer between two calls.
  var promptPointer: UnsafeMutablePointer<CChar>?
  /// Rows and columns of the window.
  var window = (rows: 24, columns: 80)
  /// libedit has asked for the size of the window since it was told to believe in more rows.
  var believesInRows = true

  // The line being read.

  /// Whether prompt and text stand on the screen.
  var hasDrawn = false
  /// What the line came to, if not by Enter.
  var result: ReadResult?
  var browser = HistoryBrowser()
  var held = HeldTexts()
  var pendingPaste: Paste?
  var pendingMark: Unicode.Scalar?
  /// The number of characters handed to libedit, to tell whether a key follows another at once.
  var keyCount = 0
  /// The last Up or Down: its number and the column it aims at.
  var lastVertical = (key: -1, column: 0)
  /// The last listing on Tab: its number and what was listed.
  var lastListing: (key: Int, completion: Completion)?
  /// A key is being read that libedit does not see: an answer, a quoted character.
  var isAsking = false
  /// What libedit's own search walks through.
  var historyWalk = HistoryWalk()

  /// Starts the editor, or returns nil where there is nothing to edit on: standard input or output
  /// is no terminal, `TERM` is empty, `dumb` or unknown, or the user's `~/.editrc` says `edit off`.
  /// `PlainLineReader` reads lines there.
  ///
  /// - Parameters:
  ///   - program: the name that lines of `~/.editrc` may be limited to (`NAME:bind …`).
  ///   - usesColour: false leaves colours out of prompt and listings (`NO_COLOR`).
  ///   - readsUserKeys: whether `$EDITRC` or `~/.editrc` is read.
  package init?(
    program: String, history: History, usesColour: Bool = true, readsUserKeys: Bool = true
  ) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, TerminalType.canEdit,
      cle_use_utf8() == 0, let windowChange = WakePipe(), let output = cle_open_output()
    else { return nil }
    guard let editor = cle_open(program, output) else {
      cle_close_output(output)
      return nil
    }
    self.editor = editor
    self.output = output
    self.history = history
    self.windowChange = windowChange
    self.usesColour = usesColour
    input = TerminalInput(descriptor: STDIN_FILENO, wakeDescriptor: windowChange.readDescriptor)
    promptChanged()
    setUp(readsUserKeys: readsUserKeys)
    guard cle_is_editing(editor) != 0 else { return nil }
    cle_watch_window(windowChange.writeDescriptor)
    cle_guard_install()
  }

  deinit {
    cle_watch_window(-1)
    cle_close(editor)
    cle_close_output(output)
    free(promptPointer)
  }

  /// Puts the terminal back as it was before a line was read, if one is being read. May be called
  /// from any thread and from signal handlers; `exit` and the fatal signals that nobody else
  /// handles do it by themselves.
  package static func restoreTerminal() { cle_guard_restore() }

  /// Reads one entry and adds it to the history.
  package func readLine() -> ReadResult {
    history.refresh()
    begin()
    var count: Int32 = 0
    let line = cle_read_line(editor, &count).map { Self.text($0, count: Int(count)) }
    end()
    if let result { return result }
    guard var line else { return .endOfFile }
    if line.last == "\n" { line.removeLast() }
    let text = held.expanded(line)
    history.add(text)
    return .line(text)
  }

  /// Asks a yes-or-no question at the terminal; see `TerminalDialogue.ask`. What was typed before
  /// it stays for the next line.
  package func ask(_ question: String) -> Answer {
    guard let dialogue = TerminalDialogue() else { return .nobody }
    return dialogue.ask(question, keepTypeAhead: { decoder.feed($0) })
  }

  private func begin() {
    result = nil
    browser = HistoryBrowser()
    historyWalk = HistoryWalk()
    held = HeldTexts()
    pendingPaste = nil
    lastListing = nil
    windowChange.drain()
    _ = cle_take_window_change()
    measureWindow()
    believesInRows = true
    cle_flush_standard_output()
    cle_guard_arm(STDIN_FILENO)
    // Before the prompt can be seen: a key pressed at once must not be the kernel's.
    cle_prepare_terminal(editor, 1)
    write(Self.pasteOn)
  }

  private func end() {
    hasDrawn = false
    write(Self.pasteOff)
    cle_prepare_terminal(editor, 0)
    cle_guard_disarm()
  }

  static let pasteOn = "\u{1b}[?2004h"
  static let pasteOff = "\u{1b}[?2004l"
}
