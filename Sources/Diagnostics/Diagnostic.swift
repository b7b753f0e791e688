/// The exit status classes of offsh; `language.md` in `docs/` has the table.
package enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
  case success = 0
  /// Refused by the server, not found, an uncaught `throw`.
  case failure = 1
  /// Usage, syntax or check error: nothing ran.
  case usage = 2
  /// Some items of a batch failed.
  case partialFailure = 3
  /// Not logged in or not permitted.
  case notPermitted = 4
  /// Unreachable, TLS or protocol failure; a write whose answer was lost.
  case unreachable = 5
  /// A confirmation is needed and there is nobody to ask.
  case needsConfirmation = 6
  /// A runbook's output differs.
  case outputDiffers = 7
  /// A wait timed out.
  case timedOut = 124
  case interrupted = 130
  case terminated = 143
}

/// The stable name of a kind of diagnostic with the text that `offsh explain` prints for it.
///
/// Each target declares its own in one place and lists them in `all`, so that the reference and
/// the test "every id is provoked by a transcript" can be computed.
package struct DiagnosticID: Sendable, Hashable {
  /// `area.what`, lower case, never renamed once released: `juju.unknown-offer`.
  package let name: String
  /// The exit status a script ends with when nothing catches the diagnostic.
  package let exitCode: ExitCode
  /// What it means, what usually causes it and how to get on; sentences, may span lines.
  package let explanation: String

  package init(_ name: String, _ exitCode: ExitCode, _ explanation: String) {
    self.name = name
    self.exitCode = exitCode
    self.explanation = explanation
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The one error type that travels to the user.
///
/// One pointer wide, so that every evaluating function can throw it at no cost when it does not.
/// The fields are those of `Content`.
@dynamicMemberLookup
package struct Diagnostic: Error, Sendable {
  /// How much it matters; only errors stop anything.
  package enum Severity: Sendable, Hashable {
    case error, warning
  }

  /// A further place, with its words ("opened here").
  package struct Label: Sendable {
    package let span: SourceSpan
    package let text: String

    package init(_ span: SourceSpan, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// What a diagnostic says.
  package struct Content: Sendable {
    package var id: DiagnosticID
    package var severity = Severity.error
    /// One lower-case sentence without full stop: what happened, with the actual value. Server
    /// text in it may hold control characters: `rendered` escapes them.
    package var message: String
    /// Where in what was typed; nil only when nothing was typed.
    package var span: SourceSpan?
    package var labels: [Label] = []
    /// What to do next, ideally something that can be typed. Several lines allowed.
    package var hint: String?
    /// More input could cure it (the prompt then asks for another line).
    package var isPartial = false
    /// The server's own code, if it came from one (`not found`, `404`).
    package var status: String?
    package var isRetryable = false
    /// What lies below, shown with `--debug` after the redactor has seen it.
    package var cause: String?
    /// Something of the maker's that travels along unseen.
    package var payload: (any Sendable)?
    /// Overrides the exit code of `id` where the same kind of failure ends differently.
    package var exitCodeOverride: ExitCode?
  }

  private final class Box: Sendable {
    let content: Content
    init(_ content: Content) { self.content = content }
  }

  private var box: Box

  package init(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan? = nil, hint: String? = nil,
    labels: [Label] = [], isPartial: Bool = false, status: String? = nil, isRetryable: Bool = false,
    cause: String? = nil
  ) {
    box = Box(
      Content(
        id: id, message: message, span: span, labels: labels, hint: hint, isPartial: isPartial,
        status: status, isRetryable: isRetryable, cause: cause))
  }

  /// Reads and changes one field of the content.
  package subscript<Field>(dynamicMember path: WritableKeyPath<Content, Field>) -> Field {
    get { box.content[keyPath: path] }
    set {
      var content = box.content
      content[keyPath: path] = newValue
      box = Box(content)
    }
  }

  /// The exit status a script ends with when nothing catches this.
  package var exitCode: ExitCode { self.exitCodeOverride ?? self.id.exitCode }

  /// Returns the diagnostic with `span` where it had none.
  package func located(at span: SourceSpan?) -> Diagnostic {
    guard self.span == nil else { return self }
    var located = self
    located.span = span
    return located
  }

  /// Returns the same diagnostic as a warning, which stops nothing.
  package func asWarning() -> Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }
}
