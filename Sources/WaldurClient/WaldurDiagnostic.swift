package import Diagnostics

/// What can go wrong between the shell and a Waldur server.
package enum WaldurDiagnostic {
  // What a server says.
  package static let notValid = DiagnosticID(
    "waldur.not-valid", .failure,
    """
    The server does not accept what was sent. The message is its own; a name before a colon is the \
    field that is wrong.
    """)
  package static let notFound = DiagnosticID(
    "waldur.not-found", .failure,
    """
    The server has nothing there, or nothing that you may see: what belongs to others looks the \
    same as what does not exist.
    """)
  package static let noSuchCall = DiagnosticID(
    "waldur.no-such-call", .failure,
    """
    The server does not know the address that was asked: it is a Waldur of another time, or \
    something else stands where the server should. Lists that only moved are found where they were \
    before; what older servers cannot do at all is said so.
    """)
  package static let wrongState = DiagnosticID(
    "waldur.wrong-state", .failure,
    """
    What was asked for does not go with the state the object is in. The message names the states \
    in which it does. Somebody else may have been faster: look again.
    """)
  package static let permissionDenied = DiagnosticID(
    "waldur.permission-denied", .notPermitted,
    """
    You are signed in and may see the object, and what you asked for is not yours to do. Approving \
    and rejecting as a provider takes a role in the organization of the offering; cancelling takes \
    one in the project. 'users --me' says which roles you have.
    """)
  package static let notLoggedIn = DiagnosticID(
    "waldur.not-logged-in", .notPermitted,
    """
    The server did not accept the token, or there was none. Tokens end after an hour or so of \
    silence; a new one stands in your profile on the server's web page.
    """)
  package static let refused = DiagnosticID(
    "waldur.refused", .failure, "The server refused a request. The message is its own.")
  package static let throttled = DiagnosticID(
    "waldur.throttled", .failure,
    """
    The server, or what stands before it, asks for fewer requests. Reads were tried again as long \
    as it was asked for; the same line may work later.
    """)
  package static let serverFailed = DiagnosticID(
    "waldur.server-failed", .unreachable,
    """
    The server failed while it worked on the request (a 5xx answer). Reads were tried \
    again after a 502, 503 or 504. Of a write it is not known whether it was carried out: look before you repeat it.
    """)

  // The line in between.
  package static let unreachable = DiagnosticID(
    "waldur.unreachable", .unreachable, "The server could not be reached. Nothing was sent.")
  package static let noAnswer = DiagnosticID(
    "waldur.no-answer", .unreachable,
    """
    Nobody took the connection in time: there is no such machine, a firewall swallows what is sent \
    to it, or what listens there does not speak. Nothing was sent.
    """)
  package static let untrusted = DiagnosticID(
    "waldur.untrusted", .unreachable,
    """
    Something answers at the server's address and cannot prove that it is this server: its \
    certificate is for another name, or no longer valid, or signed by an authority nobody here \
    knows. Nothing was sent to it. 'ca-file' in the profile names a further authority.
    """)
  package static let connectionLost = DiagnosticID(
    "waldur.connection-lost", .unreachable,
    """
    The connection ended before the server's answer came. What was read can be read again; of a \
    write it is not known whether it was carried out.
    """)
  package static let timedOut = DiagnosticID(
    "waldur.timed-out", .unreachable,
    """
    The server took the request and gave no answer in time; '--timeout' sets how long that is. What \
    was waited for in vain is not asked again; of a write it is not known whether it was carried out.
    """)
  package static let protocolError = DiagnosticID(
    "waldur.protocol", .unreachable,
    """
    The answer is not of the form it should have. Either what answers is no Waldur server (is the \
    address right?), or it speaks a version this offsh does not know. '--debug' shows the requests.
    """)
  package static let listChanged = DiagnosticID(
    "waldur.list-changed", .failure,
    """
    Rows of a list moved on the server while it was read page by page. Rows that came twice were \
    left out, and the page before was read again for those that were missed; where rows moved once \
    more meanwhile one may still be missing. Ask again for a list that is sure to be complete.
    """)

  // Finding the way.
  package static let noProfile = DiagnosticID(
    "waldur.no-profile", .failure,
    """
    The command talks to a Waldur server and none is configured on this machine. WALDUR_API_URL \
    and WALDUR_ACCESS_TOKEN name one, or a profile in ~/.config/offsh/config.yaml; \
    'offsh --sandbox' has one to play with.
    """)
  package static let badProfile = DiagnosticID(
    "waldur.bad-profile", .failure,
    "A Waldur profile lacks what is needed, or the configuration file cannot be understood.")
  package static let unknownProfile = DiagnosticID(
    "waldur.unknown-profile", .failure, "No Waldur profile of that name is configured.")
  package static let noProvider = DiagnosticID(
    "waldur.no-provider", .failure,
    """
    The command works for a service provider, and it is not clear for which: you have a role in \
    none or in several. 'providers' lists them, 'use-provider NAME' chooses.
    """)
  package static let noMatch = DiagnosticID(
    "waldur.no-match", .failure, "Nothing on the server goes by that name.")
  package static let ambiguous = DiagnosticID(
    "waldur.ambiguous", .failure,
    """
    Several objects go by that name. Names are not unique on a Waldur server; the message lists \
    them, and the uuid always means one.
    """)

  package static let all: [DiagnosticID] = [
    notValid, notFound, noSuchCall, wrongState, permissionDenied, notLoggedIn, refused, throttled,
    serverFailed, unreachable, noAnswer, untrusted, connectionLost, timedOut, protocolError,
    listChanged, noProfile,
    badProfile, unknownProfile,
    noProvider, noMatch, ambiguous,
  ]
}
