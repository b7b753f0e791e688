import CLibEdit

/// The key functions that change the text, move in it or end it.
extension LineEditor {
  func accept() -> KeyOutcome {
    guard isComplete(held.expanded(editedLine.text)) else { return breakRow() }
    // libedit's own function goes below the last row; the key it is bound to is fed in.
    feed(.accept)
    return .normal
  }

  func breakRow() -> KeyOutcome {
    insert("\n")
    return .refresh
  }

  func interrupt() -> KeyOutcome {
    moveToEnd()
    write("^C\r\n")
    result = .interrupted
    return .ended
  }

  func stop() -> KeyOutcome {
    moveToEnd()
    write("\r\n" + Self.pasteOff)
    cle_prepare_terminal(editor, 0)
    cle_guard_disarm()
    cle_stop()
    cle_guard_arm(input.descriptor)
    cle_prepare_terminal(editor, 1)
    measureWindow()
    resizeEditor()
    write("\r" + Self.pasteOn)
    draw()
    return .normal
  }

  func deleteOrEnd() -> KeyOutcome {
    guard editedLine.scalars.isEmpty else { return deleteCharacter() }
    write("\r\n")
    result = .endOfFile
    return .ended
  }

  /// Deletes the whole character at the cursor, with its combining marks.
  func deleteCharacter() -> KeyOutcome {
    let line = editedLine
    let rest = EditedLine.string(line.scalars[line.cursor...])
    guard let character = rest.first else { return .beep }
    let count = character.unicodeScalars.count
    replace(line.cursor..<line.cursor + count, with: "")
    return .refresh
  }

  /// Inserts the next key as it is, if it is a character that can stand in a text. A paste is one
  /// here as elsewhere.
  func quoteNext() -> KeyOutcome {
    var character: wchar_t = 0
    isAsking = true
    let isRead = cle_read_character(editor, &character) == 1
    isAsking = false
    guard isRead, let scalar = Unicode.Scalar(UInt32(bitPattern: character)) else { return .ended }
    // These come as characters that stand for them.
    if pendingPaste != nil { return takePaste() }
    if pendingMark != nil { return insertMark() }
    let text = scalar == "\r" ? "\n" : String(scalar)
    guard DisplayText.visible(text, keepsLines: true) == text else { return .beep }
    insert(text)
    return .refresh
  }

  /// Inserts a character without width. libedit's own way to insert would count it as a column.
  func insertMark() -> KeyOutcome {
    guard let mark = pendingMark else { return .normal }
    pendingMark = nil
    insert(String(mark))
    return .refresh
  }

  func takePaste() -> KeyOutcome {
    guard let paste = pendingPaste else { return .normal }
    pendingPaste = nil
    switch onPaste(paste) {
    case .insert(let text): insertOrHold(text)
    case .hold(let text): insert(held.hold(Self.clean(text), origin: "pasted"))
    case .discard: break
    case .submit(let text):
      moveToEnd()
      write("\r\n")
      let text = Self.clean(text)
      history.add(text)
      result = .line(text)
      return .ended
    }
    return .refresh
  }

  private func insertOrHold(_ text: String) {
    let line = editedLine
    let text = Self.clean(text)
    let before = line.scalars[..<line.cursor] + Array(text.unicodeScalars)
    let isFitting = fits(before + line.scalars[line.cursor...])
    insert(isFitting ? text : held.hold(text, origin: "pasted"))
  }

  /// Returns text from outside without anything that a terminal would obey.
  private static func clean(_ text: String) -> String {
    DisplayText.visible(text, keepsLines: true)
  }
}

// MARK: - Moving

extension LineEditor {
  func moveToRowStart() -> KeyOutcome {
    let line = editedLine
    // Pressed again it goes to the start of the whole text.
    moveCursor(to: line.cursor == line.rowStart ? 0 : line.rowStart)
    return .moved
  }

  func moveToRowEnd() -> KeyOutcome {
    let line = editedLine
    moveCursor(to: line.cursor == line.rowEnd ? line.scalars.count : line.rowEnd)
    return .moved
  }

  func up() -> KeyOutcome {
    guard moveVertically({ $0.cursorAbove(column: $1) }) else { return showOlder() }
    return .moved
  }

  func down() -> KeyOutcome {
    guard moveVertically({ $0.cursorBelow(column: $1) }) else { return showNewer() }
    return .moved
  }

  /// Several moves in a row aim at the column of the first.
  private func moveVertically(_ target: (EditedLine, Int) -> Int?) -> Bool {
    let line = editedLine
    let isGoingOn = lastVertical.key == keyCount - 1
    let column = isGoingOn ? lastVertical.column : line.cursor - line.rowStart
    guard let cursor = target(line, column) else { return false }
    lastVertical = (keyCount, column)
    moveCursor(to: cursor)
    return true
  }
}

// MARK: - History

extension LineEditor {
  func showOlder() -> KeyOutcome {
    let line = editedLine
    let older = browser.older(
      than: held.expanded(line.text), prefix: line.textBeforeCursor,
      in: { history.entries.map { Self.clean($0.text) } })
    return show(older)
  }

  func showNewer() -> KeyOutcome { show(browser.newer(than: held.expanded(editedLine.text))) }

  private func show(_ text: String?) -> KeyOutcome {
    guard let text else { return .beep }
    let isFitting = fits(Array(text.unicodeScalars))
    let shown = isFitting ? text : held.hold(text, origin: "recalled")
    replace(0..<editedLine.scalars.count, with: shown)
    return .refresh
  }

  /// Answers libedit's own search (Ctrl-R), which walks from the newest entry.
  func answer(_ request: cle_history_request) -> UnsafePointer<CChar>? {
    switch request {
    case CLE_HISTORY_NEWEST: return historyWalk.newest(of: searchableTexts)
    case CLE_HISTORY_OLDEST: return historyWalk.oldest()
    case CLE_HISTORY_OLDER: return historyWalk.older()
    case CLE_HISTORY_NEWER: return historyWalk.newer()
    default: return nil
    }
  }

  /// All entries but those higher than the window, which cannot be shown while searching.
  private func searchableTexts() -> [String] {
    let rows = window.rows - 2
    return history.entries.map { Self.clean($0.text) }.filter { text in
      text.utf8.count { $0 == UInt8(ascii: "\n") } < rows
    }
  }
}
