import CommandKit
import Diagnostics
import EffectGate
import JSON
import JujuClient
import JujuWire
import Values

/// Shows the settings of a model, changes some, or gives them their defaults back.
///
/// Source: Juju facade `ModelConfig`, `ModelGet`, `ModelSet`, `ModelUnset`.
struct ModelConfig: Command {
  static let name = "model-config"
  static let group = CommandGroup.applications
  static let summary = "Show or change the settings of a model"
  static let details = """
    egress-subnets, on a consuming model, says where its traffic to offers comes from; \
    saas-ingress-allow, on an offering model, from where consumers may come.
    """
  static let effect = Effect.write
  static let result = ResultShape.unknown
  static let examples: [Example] = [
    "model-config", "model-config egress-subnets", "model-config egress-subnets=69.32.56.0/8",
    "model-config --reset egress-subnets",
  ]

  @Argument("A key to show, or key=value to set", label: "key", atLeast: 0) var settings: [String]
  @Flag("Give these keys their default back") var reset: [NameList]
  @Flag("Set what this YAML file holds, too; the line wins", name: "file", label: "FILE")
  var file: OutputPath?
  @Switch("Leave out of the file what Juju manages itself") var ignoreReadOnlyFields = false
  var model = ModelOption()
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  /// Juju manages these; they are no settings to look at.
  private static let hidden: Set<String> = ["name", "type", "uuid"]

  func check(in runtime: Runtime) throws(Diagnostic) {
    if let nameless = settings.first(where: { $0.hasPrefix("=") }) {
      throw .juju(
        usage: "expected \"key=value\", got \(nameless.quoted)", hint: "write the key before '='")
    }
    let shown = settings.filter { !$0.contains("=") }
    if !shown.isEmpty, shown.count < settings.count || !reset.isEmpty || file != nil {
      throw .juju(usage: "cannot set and retrieve model values simultaneously")
    }
    if shown.count > 1 {
      throw .juju(usage: "can only retrieve a single value, or all values")
    }
    if settings.contains(where: { $0.hasPrefix("agent-version=") }) { throw Self.managedVersion }
  }

  private static var managedVersion: Diagnostic {
    .juju(
      usage: "\"agent-version\" must be set via \"upgrade-model\"",
      hint: "Juju's own 'juju upgrade-model' does that")
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let facade = ModelSettings(on: try context.juju.channel(to: place))
    let known = try facade.all()
    if let key = settings.first, !key.contains("=") { return try show(key, known, place, context) }
    guard !settings.isEmpty || !reset.isEmpty || file != nil else {
      return try showAll(known, context)
    }
    let changes = try changes(context)
    try resetKeys(known, facade, context)
    try set(changes, known, facade, context)
    return .nothing
  }

  // MARK: Showing

  private func show(
    _ key: String, _ known: [String: ConfigValue], _ place: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) -> Output {
    guard let setting = known[key] else {
      throw Diagnostic(
        JujuCommandDiagnostic.unknownKey,
        "\(key.quoted) is not a key of the currently targeted model: \(place.name.quoted)",
        at: context.call.span(of: "settings"),
        hint: Suggestion.hint(for: key, among: known.keys) ?? "'model-config' lists all keys")
    }
    let value = setting.shown
    let document = try document([(key, setting)])
    return try output.output(
      value, in: context, document: { () throws(Diagnostic) in document },
      table: { (_, view) throws(Diagnostic) in
        // A file gets the value as it is, a terminal never.
        (view.width == nil ? setting.text : TerminalText.escaped(setting.text)) + "\n"
      })
  }

  private func showAll(
    _ known: [String: ConfigValue], _ context: CommandContext
  ) throws(Diagnostic) -> Output {
    let shown = known.filter { !Self.hidden.contains($0.key) }
    let entries = NamedEntries(shown.map { ($0.key, SettingView($0.value)) })
    let sorted = shown.sorted { $0.key < $1.key }
    let document = try document(sorted)
    return try output.output(
      try ValueEncoder(.records).encode(entries), in: context,
      document: { () throws(Diagnostic) in document },
      table: { (_, _) throws(Diagnostic) in
        var table = Tabular()
        table.add(texts: ["Attribute", "From", "Value"])
        for (key, setting) in sorted {
          // Juju shows each value as YAML: an empty text is "", and one of several lines takes several.
          let lines = try YAMLWriter.text(setting.shown).split(
            separator: "\n", omittingEmptySubsequences: false
          ).dropLast().map(String.init)
          table.add(texts: [key, setting.source, lines.first ?? ""])
          for line in lines.dropFirst() { table.add(texts: [line]) }
        }
        return table.text()
      })
  }

  /// Settings in the form of Juju's YAML or JSON; in JSON alone, value and source have capitals.
  private func document(
    _ settings: [(key: String, value: ConfigValue)]
  ) throws(Diagnostic) -> Value {
    guard output.format == .json else {
      return try ValueEncoder(.document).encode(
        NamedEntries(settings.map { ($0.key, SettingView($0.value)) }))
    }
    return .record(
      Record(
        Shape(settings.map(\.key)),
        settings.map { _, setting in
          .record(Record(["Value": setting.shown, "Source": .string(setting.source)]))
        }))
  }

  // MARK: Changing

  private func resetKeys(
    _ known: [String: ConfigValue], _ facade: ModelSettings, _ context: CommandContext
  ) throws(Diagnostic) {
    let keys = reset.flatMap(\.names)
    guard !keys.isEmpty else { return }
    warnOfUnknown(keys, known, context)
    do throws(Diagnostic) {
      try facade.reset(keys)
    } catch {
      throw error.located(at: context.call.span(of: "reset"))
    }
  }

  /// Returns what the file and the line set; nothing has been sent when they are wrong.
  private func changes(_ context: CommandContext) throws(Diagnostic) -> [String: RawJSON] {
    var changes: [String: RawJSON] = [:]
    if let file {
      do throws(Diagnostic) {
        changes = try SettingsFile(
          file.path, skipsReadOnly: ignoreReadOnlyFields, context
        ).settings
        if changes["agent-version"] != nil { throw Self.managedVersion }
      } catch {
        throw error.located(at: context.call.span(of: "file"))
      }
    }
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      changes[String(parts[0])] = .string(String(parts[1]))
    }
    return changes
  }

  private func set(
    _ changes: [String: RawJSON], _ known: [String: ConfigValue], _ facade: ModelSettings,
    _ context: CommandContext
  ) throws(Diagnostic) {
    guard !changes.isEmpty else { return }
    warnOfUnknown(changes.keys.sorted(), known, context)
    do throws(Diagnostic) {
      try facade.set(changes)
    } catch {
      throw error.located(at: context.call.span(of: settings.isEmpty ? "file" : "settings"))
    }
  }

  private func warnOfUnknown(
    _ keys: [String], _ known: [String: ConfigValue], _ context: CommandContext
  ) {
    for key in keys where known[key] == nil {
      context.report(
        "key \(key.quoted) is not defined in the current model configuration: "
          + "possible misspelling")
      if let hint = Suggestion.hint(for: key, among: known.keys) {
        context.report("  hint: \(hint)")
      }
    }
  }
}

/// A setting under its key.
private struct SettingView: Encodable, Sendable {
  var value: Value
  var source: String

  init(_ setting: ConfigValue) {
    value = setting.shown
    source = setting.source
  }
}

extension ConfigValue {
  /// The setting's value as a value of the language.
  fileprivate var shown: Value {
    guard let view = try? value.view() else { return .null }
    return view.value
  }
}
