import CommandKit

extension Topics {
  static let strings = TopicPage(
    "strings", "text and what can be put into it",
    """
    '…' is text as it stands, with '' for a quote. "…" knows \\n \\t \\" \\\\ \\$ and \\u{…}, \
    and puts values in: $name, and ${…} for a path or any expression. \"""…\""" spans lines; their \
    common indent is taken away.
    "$x.y" and "$x[0]" could mean two things and are errors: write "${x.y}" or "${x}.y".
    In the arguments of a command words need no quotes: mysql:db, 10.0.0.0/8 and key=value are \
    one word each, and $name or ${…} in them is put in as in "…". Nothing is split at blanks and \
    nothing expands to files.
    """,
    [
      Example(
        """
        let name = "mysql"
        "$name has ${1 + 2} units"
        """),
      Example(#"echo user@host:path 10.0.0.0/8 n=${1 + 1}"#),
    ])
}
