package import Diagnostics

/// What can be wrong with Juju's commands before or beside the controller.
package enum JujuCommandDiagnostic {
  package static let badArguments = DiagnosticID(
    "juju.bad-arguments", .usage,
    """
    The arguments of the command do not go together, or too few or too many were given. The \
    message is Juju's own where Juju refuses the same line.
    """)
  package static let noSession = DiagnosticID(
    "juju.no-session", .failure,
    """
    The command talks to Juju, and no Juju controller is configured on this machine, while a \
    Waldur server is. Juju's own client adds controllers; 'offsh --sandbox' has two to play with.
    """)
  package static let noMatch = DiagnosticID(
    "juju.no-match", .failure, "A search found nothing where the command needs something.")
  package static let unknownKey = DiagnosticID(
    "juju.unknown-key", .failure,
    "The model has no setting of that name. 'model-config' lists all it has.")
  package static let unknownName = DiagnosticID(
    "juju.unknown-name", .failure,
    "Neither a controller nor a model of the current controller has that name.")
  package static let unknownCloud = DiagnosticID(
    "juju.unknown-cloud", .failure,
    """
    The controller has no cloud of that name, and its own cloud has no such region; or it does \
    not say which cloud is its own.
    """)
  package static let ambiguousName = DiagnosticID(
    "juju.ambiguous-name", .failure,
    """
    A name means several things, and there is nobody to ask which. The hint has a line for each.
    """)
  package static let malformedResult = DiagnosticID(
    "juju.malformed-result", .unreachable,
    "The controller's answer was understood, and something in it has no form that can be shown.")
  package static let cannotSwitch = DiagnosticID(
    "juju.cannot-switch", .failure,
    """
    The session cannot move: JUJU_MODEL decides the model while it is set, or there is nowhere to \
    go back to.
    """)
  package static let removalFailed = DiagnosticID(
    "juju.removal-failed", .failure,
    "One or several of the things to be removed are still there; the message says why for each.")
  package static let notHere = DiagnosticID(
    "juju.not-here", .usage,
    """
    offsh runs no programs on units. Of the commands people run there it answers 'relation-ids' \
    itself, from what the controller knows.
    """)
  package static let notRequired = DiagnosticID(
    "juju.requirement", .usage,
    """
    A script says with 'require' which controller, model or provider it is for, and the session \
    is somewhere else. Nothing ran.
    """)

  package static let all: [DiagnosticID] = [
    badArguments, noSession, noMatch, unknownKey, unknownName, unknownCloud, ambiguousName,
    malformedResult, cannotSwitch, removalFailed, notHere, notRequired,
  ]
}
