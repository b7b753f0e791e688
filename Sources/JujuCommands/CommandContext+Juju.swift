import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

extension Runtime {
  /// The Juju session the shell provides.
  ///
  /// Throws `juju.no-session` where there is none: only the Waldur half is configured.
  func juju() throws(Diagnostic) -> JujuSession {
    if let session = try service(JujuSession.self) { return session }
    throw Diagnostic(
      JujuCommandDiagnostic.noSession, "no Juju controller is configured here",
      hint: """
        Juju's own client keeps controllers in ~/.local/share/juju ($JUJU_DATA); \
        'juju register' or 'juju login' adds one
        """)
  }
}

extension CommandContext {
  /// The Juju session: where the user is, as whom, with which connections.
  var juju: JujuSession { get throws(Diagnostic) { try runtime.juju() } }

  /// The time zone times are shown in.
  var localTime: LocalTime {
    attempt { () throws(Diagnostic) in try runtime.service(LocalTime.self) }.flatMap { $0 }
      ?? .system
  }

  /// Returns the controller a command works on.
  func controller(_ option: ControllerOption) throws(Diagnostic) -> KnownController {
    do throws(Diagnostic) {
      return try juju.controller(option.controller?.name)
    } catch {
      throw option.controller == nil ? error : error.located(at: call.span(of: "controller"))
    }
  }

  /// Returns the one controller that several things are on: each on the one it names itself, else on
  /// that of -c, else on the current one.
  ///
  /// Throws `juju.bad-arguments` with the text `mixed` where they are not all on one, and where -c
  /// says another.
  func controller(
    ofAll things: [(text: String, controller: String?)], _ option: ControllerOption,
    at parameter: String, mixed: String
  ) throws(Diagnostic) -> KnownController {
    let named = try controller(option)
    let names = things.map { $0.controller ?? named.name }
    guard let name = names.first else { return named }
    if let other = names.firstIndex(where: { $0 != name }) {
      throw usage(
        mixed, at: parameter, other,
        hint: "\(things[0].text) is on \(name), \(things[other].text) on \(names[other])")
    }
    guard name != named.name else { return named }
    guard option.controller == nil else {
      throw usage(
        "\(things[0].text) is on controller \(name), and -c says \(named.name)", at: "controller")
    }
    do throws(Diagnostic) {
      return try juju.controller(name)
    } catch {
      throw error.located(at: call.span(of: parameter))
    }
  }

  /// What a line needs that is to work on a model from where the session is: nothing in the current
  /// one, else ` -m foo:admin/prod`.
  func flag(for place: ModelPlace) -> String {
    let position = attempt { () throws(Diagnostic) in try juju.position }.flatMap { $0 }
    let isCurrent = position?.controller == place.controller && position?.model == place.name
    return isCurrent ? "" : " -m \(place.text)"
  }

  /// Returns the model a command works on: the one named with -m, else that of the record which a
  /// pipe brought (a relation's number means nothing elsewhere), else the current one. Throws `none`
  /// when there is none of these.
  func model(
    _ option: ModelOption, orWithout none: Diagnostic? = nil
  ) throws(Diagnostic) -> ModelPlace {
    do throws(Diagnostic) {
      return try juju.model(option.model?.reference ?? modelOfInput, orWithout: none)
    } catch {
      throw option.model == nil ? error : error.located(at: call.span(of: "model"))
    }
  }

  private var modelOfInput: ModelReference? {
    guard case .record(let record)? = input, case .string(let text)? = record["model"],
      let reference = try? ModelReference.parse(text), reference.controller != nil
    else { return nil }
    return reference
  }

  /// Returns a usage error of this call, at one of its parameters.
  func usage(
    _ message: String, at parameter: String? = nil, _ index: Int = 0, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      JujuCommandDiagnostic.badArguments, message,
      at: parameter.map { call.span(of: $0, index) } ?? call.span, hint: hint)
  }
}

extension Diagnostic {
  /// Returns a usage error that the check before running finds; the shell knows its place.
  static func juju(usage message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(JujuCommandDiagnostic.badArguments, message, hint: hint)
  }

  /// Returns the diagnostic with a hint where it had none, or in place of one that says less.
  func hinting(_ hint: String?) -> Diagnostic {
    guard let hint else { return self }
    var hinted = self
    hinted.hint = hint
    return hinted
  }
}

/// What a piece of work gave, or nil when it failed: for looking up names to suggest, where a
/// failure must not hide the one that is being explained.
func attempt<Result>(_ work: () throws(Diagnostic) -> Result) -> Result? {
  do throws(Diagnostic) { return try work() } catch { return nil }
}
