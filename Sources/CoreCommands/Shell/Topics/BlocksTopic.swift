import CommandKit

extension Topics {
  static let blocks = TopicPage(
    "blocks", "code as a value",
    """
    { … } is a block: code that is run later, with the variables it can see where it stands. { \
    |a b| … } names its parameters. In a filter's block without parameters, $it is the item and \
    .name its field; the item is also piped into the block's first command, so each { \
    remove-offer } works on it.
    do BLOCK ARG … calls a block. Its value is that of its last pipeline; 'return' ends it \
    before.
    """,
    [
      Example(
        """
        let twice = { |n| $n * 2 }
        do $twice 21
        """),
      Example(#"[[name: 'db', units: 3]] | each { "${.name}: ${.units}" }"#),
    ])
}
