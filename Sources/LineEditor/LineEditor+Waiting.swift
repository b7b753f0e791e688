import CLibEdit

/// Waiting for the next character, and everything that can happen meanwhile.
extension LineEditor {
  /// Returns the next character for libedit, or nil when the reading is over.
  ///
  /// Called from libedit's main loop, but also from its search, its quoted insert and our
  /// questions. What libedit has drawn is on the screen by now.
  func nextCharacter() -> Unicode.Scalar? {
    hasDrawn = true
    guard result == nil else { return nil }
    // What libedit's picture of the screen shows is no longer the text.
    if cle_repair_line(editor) != 0 { return deliver(EditorKey.redisplay.character) }
    foldIfTooHigh()
    var isLate = false
    var isStandingStill = false
    while true {
      let event = decoder.next(isLate: isLate)
      isLate = false
      switch event {
      case .character(let scalar):
        guard DisplayText.width(of: scalar) == 0 else { return deliver(scalar) }
        pendingMark = scalar
        return deliver(EditorKey.mark.character)
      case .key(let key): return deliver(key.character)
      case .paste(let paste): return deliver(paste)
      case .needsBytes, .needsBytesSoon: break
      }
      switch input.wait(milliseconds: decoder.patience(after: event)) {
      case .bytes([0x03]) where isStandingStill:
        if case .paste(let paste) = decoder.endPaste() { return deliver(paste) }
      case .bytes(let bytes):
        decoder.feed(bytes)
        isStandingStill = false
      case .timedOut:
        isLate = event == .needsBytesSoon
        isStandingStill = decoder.isCollectingPaste
      case .woken:
        followChangedWindow()
      case .closed:
        return nil
      }
    }
  }

  private func deliver(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    keyCount += 1
    return scalar
  }

  private func deliver(_ paste: Paste) -> Unicode.Scalar {
    pendingPaste = paste
    return deliver(EditorKey.paste.character)
  }

  private func followChangedWindow() {
    windowChange.drain()
    guard hasDrawn, !isAsking, cle_take_window_change() != 0 else { return }
    followWindow()
    foldIfTooHigh()
  }
}
