import CommandKit

extension Topics {
  static let patterns = TopicPage(
    "patterns", "regular expressions",
    """
    =~ and !~ look for a regular expression anywhere in a text; ^ and $ tie it to the ends, (?i) \
    ignores case. Write patterns in '…', where backslashes mean themselves. match-text takes \
    text apart by groups, replace-text and split-by take --regex.
    The syntax is RE2's. There is no look-around and no back-reference, and no pattern can take \
    long, whatever the text.
    """,
    [
      Example(#"'mysql/0' =~ '^mysql/[0-9]+$'"#),
      Example(#"'a=1' | match-text '(?P<key>\w+)=(?P<value>\w+)'"#),
    ])
}
