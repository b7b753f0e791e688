/// A line that says how far something is: drawn on a terminal over itself, and gone at the end.
///
/// A service of the runtime where there is a terminal; nowhere else is anything shown.
package struct ProgressLine: Sendable {
  /// Shows a text in place of the one before; nil takes the line away.
  package let show: @Sendable (String?) -> Void

  package init(show: @escaping @Sendable (String?) -> Void) { self.show = show }
}
