/// A cell of the terminal, counted from the first cell of the prompt.
struct ScreenPosition: Equatable {
  var row = 0
  var column = 0
}

/// Finds where libedit puts the characters of prompt and text: it tells nobody, and whatever is
/// printed beside the edited line must start from the right row.
///
/// The rules are libedit's: a line break starts a row, a tab goes to the next multiple of 8, a wide
/// character that does not fit goes to the next row, and a full row wraps at once.
struct ScreenLayout {
  /// The width of the terminal, at least 1.
  let columns: Int

  init(columns: Int) { self.columns = max(1, columns) }

  /// Returns the place after `text` when it starts at `position`.
  func position(
    after text: some Sequence<Unicode.Scalar>, from position: ScreenPosition = ScreenPosition()
  ) -> ScreenPosition {
    var position = position
    for scalar in text { advance(&position, over: scalar) }
    return position
  }

  private func advance(_ position: inout ScreenPosition, over scalar: Unicode.Scalar) {
    switch scalar {
    case "\n":
      position = ScreenPosition(row: position.row + 1)
    case "\t":
      repeat { place(1, at: &position) } while position.column % 8 != 0
    default:
      let width = DisplayText.width(of: scalar)
      // A wide character stays whole, what stands for an unprintable one is several characters.
      if width <= 2 {
        place(width, at: &position)
      } else {
        for _ in 0..<width { place(1, at: &position) }
      }
    }
  }

  private func place(_ width: Int, at position: inout ScreenPosition) {
    if position.column + width > columns { position = ScreenPosition(row: position.row + 1) }
    position.column += width
    if position.column >= columns { position = ScreenPosition(row: position.row + 1) }
  }
}
