import CLibEdit
import Glibc

/// The edited text and its place on the screen.
extension LineEditor {
  /// The text as libedit holds it now.
  var editedLine: EditedLine {
    var (length, cursor): (Int32, Int32) = (0, 0)
    guard let text = cle_line(editor, &length, &cursor) else {
      return EditedLine(scalars: [], cursor: 0)
    }
    return EditedLine(
      scalars: UnsafeBufferPointer(start: text, count: Int(length)).map(Self.scalar),
      cursor: Int(cursor))
  }

  static func text(_ characters: UnsafePointer<wchar_t>, count: Int) -> String {
    EditedLine.string(UnsafeBufferPointer(start: characters, count: count).map(scalar)[...])
  }

  private static func scalar(_ character: wchar_t) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}"
  }

  /// Inserts text at the cursor. Nothing that a terminal would obey gets into the line.
  func insert(_ text: String) {
    var characters = DisplayText.visible(text, keepsLines: true).unicodeScalars.map {
      wchar_t($0.value)
    }
    guard !characters.isEmpty else { return }
    characters.append(0)
    _ = cle_insert(editor, characters)
  }

  /// Puts `text` in place of a range of scalars and the cursor after it.
  func replace(_ range: Range<Int>, with text: String) {
    moveCursor(to: range.upperBound)
    cle_delete_before(editor, Int32(range.count))
    insert(text)
  }

  func moveCursor(to index: Int) {
    cle_move_cursor(editor, Int32(index - editedLine.cursor))
  }

  /// Feeds a key in as if it was pressed.
  func feed(_ key: EditorKey) {
    cle_push(editor, [wchar_t(key.rawValue), 0])
  }

  /// Writes to the terminal, in order with what libedit draws.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cle_write(output, $0.baseAddress, $0.count) }
    }
  }

  /// How characters are placed in the window as it is.
  var layout: ScreenLayout { ScreenLayout(columns: window.columns) }

  /// Draws prompt and text at the cursor, which stands in column 0 of a fresh row.
  func draw() { cle_draw(editor) }

  func promptChanged() {
    free(promptPointer)
    promptPointer = strdup(prompt.marked(usingColour: usesColour))
  }

  /// Returns the prompt, and sees to it that libedit has rows to spare.
  ///
  /// It counts the rows it has drawn one too high after some keys (3.1-20221030: vi's `r` on the last
  /// character of a full row), up to writing behind its picture of the screen. Nothing it draws
  /// depends on the number of rows as long as the text fits, so it may believe in many more. It
  /// asks for the true number before each line, and then first for the prompt.
  func promptForDrawing() -> UnsafeMutablePointer<CChar>? {
    if believesInRows {
      believesInRows = false
      cle_pretend_rows(editor, Int32(window.rows + 200))
    }
    return promptPointer
  }

  /// Makes libedit use the window as it is now; `draw` must follow.
  func resizeEditor() {
    cle_resize(editor)
    believesInRows = true
  }

  func measureWindow() {
    var (rows, columns): (Int32, Int32) = (0, 0)
    let isKnown = cle_window_size(input.descriptor, &rows, &columns) == 0
    // What libedit makes of nonsense.
    window.rows = isKnown && rows >= 1 ? Int(rows) : 24
    window.columns = isKnown && columns >= 2 ? Int(columns) : 80
  }
}

// MARK: - Places

extension LineEditor {
  /// The rows of cursor and end of text, from the first row of the prompt, and the last column.
  private func places(columns: Int) -> (cursorRow: Int, end: ScreenPosition) {
    let layout = ScreenLayout(columns: columns)
    let line = editedLine
    let start = layout.position(after: prompt.text.unicodeScalars)
    var cursor = layout.position(after: line.scalars[..<line.cursor], from: start)
    let end = layout.position(after: line.scalars[line.cursor...], from: cursor)
    // The cursor stands on a wide character, which may have gone to the next row.
    if line.cursor < line.scalars.count, line.scalars[line.cursor] != "\n",
      cursor.column + DisplayText.width(of: line.scalars[line.cursor]) > columns
    {
      cursor = ScreenPosition(row: cursor.row + 1)
    }
    return (cursor.row, end)
  }

  /// Moves the terminal's cursor behind the last character.
  func moveToEnd() {
    let (row, end) = places(columns: window.columns)
    let down = end.row > row ? "\u{1b}[\(end.row - row)B" : ""
    let right = end.column > 0 ? "\u{1b}[\(end.column)C" : ""
    write(down + "\r" + right)
  }

  /// Takes prompt and text off the screen and stays where they began.
  func erase(columns: Int) {
    let row = places(columns: columns).cursorRow
    write("\r" + (row > 0 ? "\u{1b}[\(row)A" : "") + "\u{1b}[J")
  }

  /// Adapts to a window of another size.
  func followWindow() {
    let old = window.columns
    measureWindow()
    // A terminal that breaks its rows anew has the cursor where the new width puts it. One that
    // cuts them keeps its rows: going up too far would take away what stands above.
    let atOld = places(columns: old).cursorRow
    let atNew = places(columns: window.columns).cursorRow
    erase(columns: TerminalType.reflows || atNew <= atOld ? window.columns : old)
    resizeEditor()
    draw()
  }

  /// Draws prompt and text again in their place, from the row below the text.
  func redrawFromBelow() {
    let height = places(columns: window.columns).end.row + 1
    write("\r\u{1b}[\(height)A\u{1b}[J")
    draw()
  }
}
