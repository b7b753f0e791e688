package import Diagnostics

/// The diagnostics of the sandbox: what is wrong with its file or with how it was addressed.
package enum SandboxDiagnostic {
  package static let cannotOpen = DiagnosticID(
    "sandbox.cannot-open", .failure,
    """
    The file that holds the sandbox could not be opened or created. Usually its folder may not be \
    written, or the path names a folder. Another path can be given with --sandbox, and \
    --sandbox :memory: needs no file at all.
    """)
  package static let readOnly = DiagnosticID(
    "sandbox.read-only", .failure,
    """
    The file that holds the sandbox may be read but not written, so the sandbox could not keep \
    what it acknowledges. Make the file writable or name another one with --sandbox.
    """)
  package static let locked = DiagnosticID(
    "sandbox.locked", .failure,
    """
    Another process holds the sandbox file and did not let go in time. Two offsh may share one \
    sandbox; a program that keeps a transaction open on it may not.
    """)
  package static let notASandbox = DiagnosticID(
    "sandbox.not-a-sandbox", .failure,
    """
    The file is damaged, or it is something else than a sandbox. offsh does not touch it: move it \
    away to start with a fresh sandbox, or name another file with --sandbox.
    """)
  package static let tooNew = DiagnosticID(
    "sandbox.too-new", .failure,
    """
    The sandbox file was written by a newer offsh that stores more than this one knows. Use that \
    version, or name another file with --sandbox.
    """)
  package static let storage = DiagnosticID(
    "sandbox.storage", .failure,
    """
    Reading or writing the sandbox file failed while it was in use, for example because the disk \
    is full. What was acknowledged before is kept; the failed change is not.
    """)
  package static let unknownController = DiagnosticID(
    "sandbox.unknown-controller", .failure,
    """
    The sandbox holds no controller of that name. The command controllers lists those it has.
    """)

  package static let badController = DiagnosticID(
    "sandbox.bad-controller", .failure,
    """
    'offsh sandbox add-controller' was given a name or a version that cannot be, or a name that is \
    taken. A version says which facades the controller has: 2.9.51 and 3.6.8 are in use.
    """)

  package static let all: [DiagnosticID] = [
    cannotOpen, readOnly, locked, notASandbox, tooNew, storage, unknownController, badController,
  ]
}
