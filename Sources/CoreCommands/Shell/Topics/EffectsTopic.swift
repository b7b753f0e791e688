import CommandKit

extension Topics {
  static let effects = TopicPage(
    "effects", "what changes things, and how to be sure",
    """
    Every command says in its help whether it reads, writes or destroys. --dry-run sends no \
    write and shows what would have been sent; --read-only refuses writes. What destroys shows \
    what goes with it and asks first, with No as the answer to an empty line; in a script it \
    needs --yes at the offsh call, else it ends with exit status 6 and nothing was sent. -y, \
    --no-prompt and --force on the line itself go to the server and do not answer offsh's \
    question.
    Each write is noted in an audit log. A write is never sent twice unless it is known not to \
    have arrived. Ctrl-C ends what runs, and says when a write may have been carried out.
    """,
    [
      Example(#"try { [1, 2] | get 5 } catch { print 'nothing was changed' }"#)
    ])
}
