import CommandKit

extension Topics {
  static let errors = TopicPage(
    "errors", "what happens when something fails",
    """
    A failing command ends its pipeline and everything behind it; a script exits with the status \
    of the failure. try { … } catch { … } finally { … } goes on: in catch, $error is a record \
    with id, message, span, hint, cause, status and retryable; catch NAME gives it another name. \
    throw makes a failure of a text or of such a record.
    An empty list is no error; looking for one thing that is not there is one. 'offsh explain \
    ID' says what an id means.
    """,
    [
      Example(#"try { throw 'no luck' } catch { print $error.message }"#),
      Example(
        """
        let n = try { 1 / 0 } catch { 0 }
        $n
        """),
    ])
}
