import CLibEdit

/// Tab: complete what can be completed, else show what there is.
extension LineEditor {
  func completeAtCursor() -> KeyOutcome {
    let line = editedLine
    let completion = complete(line.text, line.cursorOffset)
    let range = line.scalarRange(ofOffsets: completion.replacement)
    let typed = EditedLine.string(line.scalars[range])
    let following = line.scalars[range.upperBound...].first.map(Character.init)
    switch completion.step(typed: typed, following: following) {
    case .beep: return .beep
    case .list: return list(completion)
    case .replace(let text):
      replace(range, with: text)
      return .refresh
    }
  }

  /// Prints the candidates below the text and draws prompt and text again under them.
  private func list(_ completion: Completion) -> KeyOutcome {
    // Pressing Tab again would only repeat what stands there.
    if let last = lastListing, last.key == keyCount - 1, last.completion == completion {
      lastListing = (keyCount, completion)
      return .beep
    }
    let listing = CandidateListing(completion, columns: window.columns, usesColour: usesColour)
    moveToEnd()
    write("\r\n")
    if listing.rows.count >= window.rows, !confirmListing(completion.candidates.count) {
      redrawFromBelow()
      return pendingPaste == nil ? .normal : takePaste()
    }
    write(listing.rows.map { $0 + "\r\n" }.joined())
    draw()
    lastListing = (keyCount, completion)
    return pendingPaste == nil ? .normal : takePaste()
  }

  /// Asks before more than a screenful and takes the question away again.
  private func confirmListing(_ count: Int) -> Bool {
    write("Show all \(count)? [y/N] ")
    isAsking = true
    var answer: wchar_t = 0
    let isAnswered = cle_read_character(editor, &answer) == 1
    isAsking = false
    write("\r\u{1b}[J")
    return isAnswered && (answer == 0x79 || answer == 0x59)
  }
}
