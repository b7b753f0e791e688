import Diagnostics
import JujuClient
import JujuWire

/// Why two sides could not be related, in the words and the layout of Juju's own client, and what to
/// do about it.
struct RelationFailure {
  private let names: [String]
  private let channel: JujuChannel

  /// `names` are the sides as they were sent, `application` or `application:endpoint`.
  init(_ names: [String], _ channel: JujuChannel) {
    self.names = names
    self.channel = channel
  }

  func explained(_ error: Diagnostic) -> Diagnostic {
    var shown = error
    let text = error.message
    if error.id == JujuDiagnostic.alreadyExists, text.contains("cannot add relation") {
      shown.message =
        text.lines(brokenAt: ": ")
        + ": \n\nUse 'juju status --relations' to view the current relations."
    } else if text.contains("is terminated"), let name = offerName(in: text) {
      shown.message = """
        Offer \(name.quoted) has been removed from the remote model.
        To integrate with a new offer with the same name, first run
        'juju remove-saas \(name)' to remove the SAAS record from this model.
        """
    } else if text.contains("exists but is terminating"), let name = quotedName(in: text) {
      shown.message = """
        SAAS application \(name.quoted) has been removed but termination has not completed.
        To integrate with a new offer with the same name, first run
        'juju remove-saas \(name) --force' to remove the SAAS record from this model.
        """
    } else if error.id == JujuDiagnostic.permissionDenied {
      shown.hint = """
        You do not have permission to integrate.
        You may ask an administrator to grant you access with "juju grant".
        """
    } else if text.contains("ambiguous relation") {
      shown.hint = ambiguityHint(text)
    } else if text.contains("no relations found") {
      shown.hint = endpointsHint()
    } else if let (application, endpoint) = missingEndpoint(in: text) {
      return ModelNames(channel).suggesting(endpoint: endpoint, of: application, on: error)
    } else if let name = missingApplication(in: text) {
      return ModelNames(channel).suggesting(application: name, on: error)
    }
    return shown
  }

  /// `… remote offer NAME is terminated`.
  private func offerName(in text: String) -> String? {
    let words = text.split(separator: " ")
    return words.firstIndex(of: "offer").flatMap { index in
      index + 1 < words.count ? words[index + 1].filter { $0 != "\"" } : nil
    }
  }

  private func quotedName(in text: String) -> String? {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : nil
  }

  /// Which side an error is about; nil when it is about both.
  func index(of error: Diagnostic) -> Int? {
    names.firstIndex { name in
      let application = String(name.prefix { $0 != ":" })
      return error.message.contains("application \(application.quoted) not found")
        || missingEndpoint(in: error.message)?.application == application
    }
  }

  /// `application "wordpress" has no "dbb" relation`, of one of the sides.
  private func missingEndpoint(in text: String) -> (application: String, endpoint: String)? {
    for name in names {
      let parts = name.split(separator: ":").map(String.init)
      if parts.count == 2, text.contains("\(parts[0].quoted) has no \(parts[1].quoted) relation") {
        return (parts[0], parts[1])
      }
    }
    return nil
  }

  private func missingApplication(in text: String) -> String? {
    names.map { String($0.prefix { $0 != ":" }) }
      .first { text.contains("application \($0.quoted) not found") }
  }

  /// `ambiguous relation: "a b" could refer to "a:x b:y"; "a:z b:w"`: each pair as a line to type.
  private func ambiguityHint(_ text: String) -> String? {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    let pairs = stride(from: 3, to: parts.count, by: 2).map { "integrate \(parts[$0])" }
    return pairs.isEmpty ? nil : (["say which endpoints:"] + pairs).joined(separator: "\n")
  }

  private func endpointsHint() -> String? {
    let names = ModelNames(channel)
    let lines = self.names.map { name -> String in
      let application = String(name.prefix { $0 != ":" })
      let endpoints = names.endpoints(of: application)
      return
        "\(application) has \(endpoints.isEmpty ? "no endpoints" : endpoints.joined(separator: ", "))"
    }
    return "the sides must have endpoints of one interface and opposite roles\n"
      + lines.joined(separator: "\n")
  }
}

extension String {
  /// The text with a line break in place of each separator.
  fileprivate func lines(brokenAt separator: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      result += rest[..<range.lowerBound] + "\n"
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// The text in double quotes.
  fileprivate var quoted: String { "\"\(self)\"" }
}
