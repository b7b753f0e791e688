import CommandKit

extension Topics {
  static let control = TopicPage(
    "control", "if, match, for and while",
    """
    if CONDITION { … } else if CONDITION { … } else { … }; a condition is true or false and \
    nothing else counts as either. match VALUE { 1, 2 => { … }; 'a' => { … }; _ => { … } } takes \
    the first arm that fits. for NAME in LIST { … } and while CONDITION { … } repeat; break and \
    continue jump.
    As a statement, what stands inside is shown as it runs. As a value (let x = if …) the last \
    pipeline of the branch counts.
    else, catch and finally stand on the line of the closing brace.
    """,
    [
      Example(#"for n in (range 3) { if $n == 1 { continue }; print $n }"#),
      Example(
        """
        let size = match 3 { 1, 2 => { 'small' }; _ => { 'large' } }
        $size
        """),
    ])
}
