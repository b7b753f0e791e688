package import Diagnostics

/// What can go wrong between the shell and a Juju controller.
package enum JujuDiagnostic {
  // What a controller says.
  package static let refused = DiagnosticID(
    "juju.refused", .failure,
    """
    The controller refused a request. The message is its own; when a word in brackets follows, it \
    is the controller's code for the kind of refusal.
    """)
  package static let notFound = DiagnosticID(
    "juju.not-found", .failure,
    """
    The controller has nothing of that name, or nothing that you may see. Offers that you have no \
    read access to look the same as offers that do not exist.
    """)
  package static let permissionDenied = DiagnosticID(
    "juju.permission-denied", .notPermitted,
    """
    You are logged in, and what you asked for is not yours to do. 'whoami' says who you are; \
    somebody with admin access can 'grant' more.
    """)
  package static let alreadyExists = DiagnosticID(
    "juju.already-exists", .failure, "The controller has something of that name already.")
  package static let notValid = DiagnosticID(
    "juju.not-valid", .failure, "The controller does not accept a value that was sent.")
  package static let notSupported = DiagnosticID(
    "juju.not-supported", .failure,
    """
    The controller cannot do this: its version lacks the call, or the call belongs to another kind \
    of connection.
    """)
  package static let forbidden = DiagnosticID(
    "juju.forbidden", .notPermitted,
    """
    A rule of the offering side forbids it, most often its firewall rules: 'firewall-rules' there \
    lists from where consumers may come.
    """)
  package static let blocked = DiagnosticID(
    "juju.operation-blocked", .failure,
    """
    Commands that change or remove things are disabled for the model. Juju's own 'enable-command' \
    ends that.
    """)
  package static let tryAgain = DiagnosticID(
    "juju.try-again", .failure,
    """
    The controller cannot do it right now: it is upgrading, the model is moving to another \
    controller, or a limit is reached. The same line may work later.
    """)

  // Logging in.
  package static let notLoggedIn = DiagnosticID(
    "juju.not-logged-in", .notPermitted,
    """
    The controller did not accept who you are, or you are logged out. 'login' logs in for this \
    session.
    """)
  package static let dischargeRequired = DiagnosticID(
    "juju.discharge-required", .notPermitted,
    """
    The controller wants an identity provider to vouch for the user, through a web page. offsh \
    cannot do that; log in with Juju's own client, or as a user with a password.
    """)
  package static let modelMoved = DiagnosticID(
    "juju.model-moved", .failure,
    "The model was moved to another controller, and that one could not be followed.")

  // Finding the way.
  package static let noControllers = DiagnosticID(
    "juju.no-controllers", .failure,
    """
    No Juju controller is known. Controllers are found where Juju's own client keeps them: \
    $JUJU_DATA, $XDG_DATA_HOME/juju or ~/.local/share/juju. 'offsh --sandbox' starts with two.
    """)
  package static let unknownController = DiagnosticID(
    "juju.unknown-controller", .failure,
    "No controller of that name is known. 'controllers' lists those that are.")
  package static let noCurrentModel = DiagnosticID(
    "juju.no-current-model", .failure,
    "The command works on a model and none is current. 'switch MODEL' chooses one, or '-m MODEL'.")
  package static let unknownModel = DiagnosticID(
    "juju.unknown-model", .failure,
    "The controller has no model of that name, or none you may see. 'models' lists them.")

  // The line in between.
  package static let unreachable = DiagnosticID(
    "juju.unreachable", .unreachable, "None of the controller's addresses answers.")
  package static let untrusted = DiagnosticID(
    "juju.untrusted", .unreachable,
    """
    Something answers at the controller's address, and its certificate is not signed by the \
    authority the client knows for this controller. Nothing was sent to it.
    """)
  package static let connectionLost = DiagnosticID(
    "juju.connection-lost", .unreachable,
    """
    The connection to the controller ended before its answer came. What was read can be read \
    again; of a write it is not known whether it was carried out, and the message then says so.
    """)
  package static let timedOut = DiagnosticID(
    "juju.timed-out", .unreachable, "The controller did not answer in time.")
  package static let protocolError = DiagnosticID(
    "juju.protocol", .unreachable,
    """
    The controller's answer is not of the form it should have. Either what answers is no Juju \
    controller, or it speaks a version this offsh does not know. '--debug' shows the messages.
    """)

  package static let all: [DiagnosticID] = [
    refused, notFound, permissionDenied, alreadyExists, notValid, notSupported, forbidden, blocked,
    tryAgain, notLoggedIn, dischargeRequired, modelMoved, noControllers, unknownController,
    noCurrentModel, unknownModel, unreachable, untrusted, connectionLost, timedOut, protocolError,
  ]
}
