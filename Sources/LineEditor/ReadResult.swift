/// What reading a line came to.
package enum ReadResult: Sendable, Hashable {
  /// A complete entry without its last line break; several lines are separated by `\n`.
  case line(String)
  /// Ctrl-D on an empty line, closed input, or a terminal that went away.
  case endOfFile
  /// Ctrl-C: what was typed is dropped.
  case interrupted
}
