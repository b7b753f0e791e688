import CommandKit

extension Topics {
  static let definitions = TopicPage(
    "def", "commands of your own",
    """
    def NAME(parameters) { … } declares a command. A parameter is name, name: type, --name: type \
    (a flag), --name (a switch) or ...rest (all that is left, as a list); '= value' makes it \
    optional, and so does a type with a question mark. Types are those that help shows: text, \
    int, duration, cidr, offer-url …; their arguments are checked before anything runs. $in is \
    what is piped in.
    Comment lines directly above are its help. Definitions of a file are known in all of it, and \
    'source FILE' reads those of another.
    """,
    [
      Example(
        """
        # Greets somebody.
        def greet(who, --loud) { if $loud { "HELLO $who" } else { "hello $who" } }
        greet world --loud
        """),
      Example(
        """
        def add(a: int, b: int = 1) { $a + $b }
        add 41
        """),
    ])
}
