package import Diagnostics

/// What can be wrong with Waldur's commands before or beside the server.
package enum WaldurCommandDiagnostic {
  package static let badArguments = DiagnosticID(
    "waldur.bad-arguments", .usage,
    "The arguments of the command do not go together, or one of them names nothing there is.")
  package static let unknownField = DiagnosticID(
    "waldur.unknown-field", .usage,
    """
    No record of this kind has a field of that name. The server would ignore it and send \
    everything, so nothing was asked.
    """)
  package static let unknownComponent = DiagnosticID(
    "waldur.unknown-component", .failure,
    """
    The offering of the resource has no component of that name, or none whose usage is reported. \
    'components OFFERING' lists them; a component goes by its type and by its display name.
    """)
  package static let orderEnded = DiagnosticID(
    "waldur.order-ended", .failure,
    "The order has come to an end, and it is not the one that was waited for.")
  package static let waitTimedOut = DiagnosticID(
    "waldur.wait-timed-out", .timedOut,
    "The time given with --timeout is over, and the order is not yet where it was to be.")
  package static let noSuchMember = DiagnosticID(
    "waldur.no-such-member", .failure,
    "The user does not have that role in the project, so there is nothing to take away.")
  package static let alreadyMember = DiagnosticID(
    "waldur.already-member", .failure,
    """
    The user has that role in the project. A server would take the end from a role that has one; \
    offsh changes an end only where --until names the new one.
    """)
  package static let cannotSetState = DiagnosticID(
    "waldur.cannot-set-state", .failure,
    """
    No order leads from the state the resource is in to the one wanted. The message says what \
    there is.
    """)

  package static let all: [DiagnosticID] = [
    badArguments, unknownField, unknownComponent, orderEnded, waitTimedOut,
    noSuchMember, alreadyMember, cannotSetState,
  ]
}
