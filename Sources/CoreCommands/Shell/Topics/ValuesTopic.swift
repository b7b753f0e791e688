import CommandKit

extension Topics {
  static let values = TopicPage(
    "values", "the kinds of values there are",
    """
    null, true and false; integers of 64 bits, whose overflow is an error; floats, written with \
    a fraction or an exponent; decimals, which are exact and come from servers as prices and \
    usage; text; durations such as 1h30m or 500ms (units ms s m h d w); timestamps; lists [a, \
    b]; records [name: 'value']; streams, which are lists not read yet; blocks { … }; secrets, \
    which are never shown.
    Numbers compare by value across their kinds. Order between other kinds is an error, == is \
    not. Calculating with a decimal gives a decimal. A number that only passes through is \
    written as it was read: 1.10 stays 1.10.
    'type' tells the kind of a value.
    """,
    [
      Example(#"1.5 + 1"#),
      Example(#"1h30m / 15m"#),
      Example(#"[1, 2.5, 'three'] | each { type }"#),
    ])
}
