/// The documents of a buffer as rows of a batch, without a reference to the buffer.
///
/// To be used only while somebody else holds the buffer.
package struct JSONRows {
  let text: UnsafePointer<UInt8>
  let words: UnsafePointer<UInt64>
  let starts: UnsafePointer<UInt32>
  /// How many documents there are.
  package let count: Int

  /// Returns the index on the tape of a document; `row` is less than `count`.
  @inline(__always)
  package func start(of row: Int) -> Int { Int(starts[row]) }

  /// Returns the cursor of a document; `row` is less than `count`.
  @inline(__always)
  package subscript(row: Int) -> JSONCursor { cursor(at: start(of: row)) }

  /// Returns the cursor of a value by its index on the tape, as `fieldIndex` gives it.
  @inline(__always)
  package func cursor(at index: Int) -> JSONCursor {
    JSONCursor(text: text, words: words, index: index)
  }

  /// Returns whether a row is an object with the same names in the same order as the object before
  /// it in the buffer; the first one has none before it.
  @inline(__always)
  package func hasSameNamesAsBefore(_ row: Int) -> Bool {
    let word = TapeWord(words[start(of: row)])
    return word.isObject && word.hasSameNames
  }

  /// Returns the index on the tape of a member's value, -1 when the row is no object or lacks it.
  ///
  /// `hint` says where to look first and learns where the member was found: keep one for each name
  /// over all rows, starting with 0. Of members with the same name the last counts.
  @inline(__always)
  package func fieldIndex(_ row: Int, _ key: JSONFieldKey, hint: inout Int) -> Int {
    let start = start(of: row)
    let header = TapeWord(words[start])
    if header.isObjectWithDistinctNames {
      let at = start &+ hint
      if hint != 0, at < Int(truncatingIfNeeded: words[start &+ 1] >> 32) {
        let word = TapeWord(words[at])
        if word.bits >> 32 == key.outermost, key.matches(text + word.offset) { return at &+ 1 }
      }
    }
    return searchField(start, key, hint: &hint)
  }

  /// Looks through all members of the document that begins at `start` on the tape.
  @inline(never)
  func searchField(_ start: Int, _ key: JSONFieldKey, hint: inout Int) -> Int {
    let row = cursor(at: start)
    guard row.word.isObject else { return -1 }
    guard row.word.isObjectWithDistinctNames else {
      return row.lastMember(key.buffer)?.index ?? -1
    }
    var at = start + 2
    let end = row.behind
    while at < end {
      let word = TapeWord(words[at])
      let matches =
        word.bits >> 32 == key.outermost
        ? key.matches(text + word.offset) : word.flag && isEscaped(at, key)
      if matches {
        hint = at - start
        return at + 1
      }
      at = cursor(at: at + 1).behind
    }
    return -1
  }

  func isEscaped(_ name: Int, _ key: JSONFieldKey) -> Bool {
    JSONMember(place: cursor(at: name)).hasName(key.buffer)
  }
}
