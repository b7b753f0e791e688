import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Which service provider a command works for.
struct ProviderOption: ParameterGroup {
  @Flag("The service provider to work for", name: "provider") var provider: ProviderName?

  /// Returns the provider: the one named, else the current one.
  func resolved(in context: CommandContext) throws(Diagnostic) -> WaldurSession.Provider {
    let name = provider?.text
    return try context.find("provider") { (session) throws(Diagnostic) in
      try session.provider(name)
    }
  }
}

/// Which offering, project and organization the things of a list belong to.
struct BelongingOptions: ParameterGroup {
  @Flag("Only those of this offering", name: "offering") var offering: OfferingName?
  @Flag("Only those of this project", name: "project") var project: ProjectName?
  @Flag("Only those of this organization", name: "customer") var customer: CustomerName?

  /// Asks the server for no others.
  func narrow(_ query: inout Query, in context: CommandContext) throws(Diagnostic) {
    if let name = offering?.text {
      let found = try context.find("offering") { (session) throws(Diagnostic) in
        try session.findOffering(name)
      }
      query.add("offering_uuid", "\(try found.uuid.required(of: "an offering"))")
    }
    if let name = project?.text {
      let found = try context.find("project") { (session) throws(Diagnostic) in
        try session.findProject(name)
      }
      query.add("project_uuid", "\(try found.uuid.required(of: "a project"))")
    }
    if let name = customer?.text {
      let found = try context.find("customer") { (session) throws(Diagnostic) in
        try session.findCustomer(name)
      }
      query.add("customer_uuid", "\(found)")
    }
  }
}

/// Which fields of the records to ask for.
struct FieldsOption: ParameterGroup {
  @Flag("Only these fields, with commas between them", name: "fields", label: "field,…")
  var lists: [FieldList]

  /// The names in order, each once.
  var names: [String] {
    var names: [String] = []
    for name in lists.flatMap(\.names) where !names.contains(name) { names.append(name) }
    return names
  }

  /// Throws a usage error for a name that no record has: the server would ignore it.
  func check(among known: [String], _ call: CallSite) throws(Diagnostic) {
    for (index, list) in lists.enumerated() {
      for name in list.names where !known.contains(name) {
        throw Diagnostic(
          WaldurCommandDiagnostic.unknownField, "\(call.name) has no field \"\(name)\"",
          at: call.span(of: "fields", index),
          hint: Suggestion.hint(for: name, among: known)
            ?? "'\(call.name) | first | to json' shows all there are")
      }
    }
  }
}

/// Names of fields with commas between them.
struct FieldList: ParameterValue {
  let names: [String]

  static let typeName = "fields"
  static let expectation = "names of fields such as name,state"

  static func parse(_ text: String) throws(ParameterError) -> FieldList {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains("") else {
      throw ParameterError("a field has no name in \"\(text)\"", hint: "write name,state")
    }
    return FieldList(names: names)
  }

  var value: Value { .string(names.joined(separator: ",")) }
}
