import CommandKit

extension Topics {
  static let exitCodes = TopicPage(
    "exit-codes", "what the exit status means",
    """
      0    success
      1    refused by the server, not found, an uncaught throw
      2    usage, syntax or check error: nothing ran
      3    some items of a batch failed
      4    not logged in or not permitted
      5    unreachable, TLS or protocol failure; a write whose answer was lost
      6    a confirmation was needed and nobody was there to ask
      7    the output of a runbook differs
      124  a wait timed out
      130  interrupted
      143  terminated

    'exit N' ends a script with a status of its own.
    """,
    [
      Example(#"if false { exit 3 }"#)
    ])
}
