import CommandKit

extension Topics {
  static let expressions = TopicPage(
    "expressions", "operators and where they work",
    """
    From the weakest: or; and; not; == != < <= > >= =~ !~ in, not in; ??; + -; * / %; a minus in \
    front. Parentheses hold a pipeline: (offers | count) + 1.
    Whole numbers that divide evenly give a whole number, else a float; % takes the sign of the \
    left side. + joins text and lists. 'in' looks for an element of a list, a part of a text or \
    a field of a record.
    A stage that begins with $ " ' ( [ {, a number, a duration, true, false, null or not is an \
    expression; anything else is a command. Behind where, if, while, match and in stands an \
    expression. As an argument of a command, put one in parentheses.
    """,
    [
      Example(#"7 / 2"#),
      Example(#"2 in [1, 2] and not ('x' =~ '[0-9]')"#),
      Example(#"(range 4 | sum) * 10"#),
    ])
}
