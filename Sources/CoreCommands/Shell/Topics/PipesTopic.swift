import CommandKit

extension Topics {
  static let pipes = TopicPage(
    "pipes", "how values go from one command to the next",
    """
    a | b hands what a gives to b as a value: not text, but numbers, records and lists. A list \
    is handed on as it comes, so a pipe over a million records needs no more memory than one \
    over ten, except in filters that must see everything: sort-by, group-by, last, and the other \
    side of join.
    A command that changes things can be fed: each record fills the parameters that its help \
    names, and the result is one record for each item with target, ok and error. One failing \
    item does not stop the others, unless --stop-on-error is given; the pipe then fails with \
    exit status 3.
    A line may be broken after a |, not before one.
    """,
    [
      Example(
        """
        range 1000000 | where $it % 2 == 0 |
          first 3
        """),
      Example(#"[[name: 'db'], [name: 'web']] | select name | to csv"#),
    ])
}
