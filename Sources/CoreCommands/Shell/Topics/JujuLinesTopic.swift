import CommandKit

extension Topics {
  static let jujuLines = TopicPage(
    "juju-lines", "lines from Juju's documentation",
    """
    Lines of documentation run as they stand. A prompt mark in front of them is skipped: $ and a \
    blank, user@host:path$, user@controller:model$. 'juju' may stand before Juju's own commands. \
    In a paste or a runbook where some lines have a mark, the others are taken for output.
    A placeholder such as <application> is asked for at the prompt; elsewhere it is an error, \
    and nothing runs. ||, >, &, back-ticks, $(…), | grep, | jq and | head are errors that name \
    what offsh has instead.
    """,
    [
      Example(#"$ echo a line with a mark"#)
    ])
}
