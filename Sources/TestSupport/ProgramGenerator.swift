/// Writes random programs of the language without a syntax error, in every form of the grammar and
/// every layout the grammar allows. Names mean nothing: commands and variables need not exist.
///
/// The same seed gives the same programs. Nothing deeper than a handful of brackets is written.
package struct ProgramGenerator: Sendable {
  /// Where the next token stands: decides what may separate tokens and what may begin there.
  private struct Place {
    /// Inside `( )` and `[ ]`, where line breaks and comments are but blanks.
    var newlinesAreBlank = false
    /// False in the head of a form, where a block cannot stand.
    var allowsBlock = true
    /// How many more brackets may be opened.
    var depth = 3

    var inPipeline: Place { Place(newlinesAreBlank: true, allowsBlock: true, depth: depth - 1) }
    var inBlock: Place { Place(newlinesAreBlank: false, allowsBlock: true, depth: depth - 1) }

    var inHead: Place {
      Place(newlinesAreBlank: newlinesAreBlank, allowsBlock: false, depth: depth)
    }
  }

  private var random: SeededRandom

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Returns a program of `count` statements at its top.
  package mutating func program(statements count: Int = 5) -> String {
    var text = random.chance(1, in: 10) ? "\n# a comment\n" : ""
    for _ in 0..<count {
      let statement = statement(Place())
      // A line of a marked statement that begins with `>` would lose it: mark single lines only.
      if text.isEmpty || text.hasSuffix("\n"), !statement.contains("\n"), random.chance(1, in: 5) {
        text += random.pick(Self.promptMarks)
      }
      text += statement + topSeparator()
    }
    return text
  }

  // MARK: Words to choose from

  private static let names = ["x", "offer", "order-id", "_", "n1", "total_cost", "inner"]
  private static let fields = ["name", "cost", "offer-url", "state", "b"]
  private static let commands = [
    "offers", "show-offer", "sort-by", "get", "each", "echo", "head-count", "iffy", "let-go", "10x",
  ]
  private static let words = [
    "ctrl:user/model.offer", "mysql:db,log", "10.0.0.0/8,192.168.0.0/16", "bob@external",
    "key=value", "mysql/0", "*", "https://h/p#frag", "1.10", ".name", ".a.b", "--", "-", "x-", "é",
    "a!b", "50%", "null", "if", "3-foo", "%", "^x", "...",
  ]
  private static let numbers = ["0", "42", "1_000", "2.5", "1e6", "7.25e-3", "9223372036854775807"]
  private static let durations = ["500ms", "90s", "1h30m", "2w", "3d"]
  private static let types = ["text", "int", "offer-url", "[text]", "int?", "[[cidr]?]"]
  private static let promptMarks = [
    "$ ", "% ", "ubuntu@host:~/dir$ ", "root@h:/# ", "offsh> ",
    "foo:admin/default ⟨Nordic Compute⟩> ",
  ]
  private static let comparisons = ["==", "!=", "<", "<=", ">", ">=", "=~", "!~", "in", "not in"]

  // MARK: Layout

  private mutating func blank(_ place: Place) -> String {
    switch random.below(60) {
    case 0: return " \\\n  "
    case 1 where place.newlinesAreBlank: return " # why\n  "
    case 2...5 where place.newlinesAreBlank: return "\n   "
    case 6...9: return "  "
    case 10: return "\t"
    default: return " "
    }
  }

  /// A blank where nothing would do as well.
  private mutating func mayBlank(_ place: Place) -> String {
    random.chance(1, in: 3) ? blank(place) : ""
  }

  /// What may stand behind a token that cannot end a statement.
  private mutating func open(_ place: Place) -> String {
    switch random.below(12) {
    case 0: return "\n    "
    case 1: return " # more\n  # to come\n\n  "
    default: return blank(place)
    }
  }

  private mutating func topSeparator() -> String {
    random.pick([
      "\n", "\n", "\n\n", "\n\n\n", " # done\n", "; ", " ;;\n", "\r\n", "\n  # note\n", " && ",
    ])
    .replacingTrailingAnd(with: random.chance(1, in: 2) ? " && a\n" : " &&\n  b\n")
  }

  private mutating func separator() -> String {
    random.pick(["\n", "\n  ", "; ", " ; ", " # done\n", "\n\n\n", " && ", " &&\n"])
  }

  // MARK: Statements

  private mutating func statement(_ place: Place) -> String {
    let name = random.pick(Self.names)
    switch random.below(place.depth > 0 ? 16 : 6) {
    case 0:
      return "let" + blank(place) + name + mayBlank(place) + "=" + open(place) + value(place)
    case 1:
      return "set " + name + path(place) + mayBlank(place) + "=" + open(place) + value(place)
    case 2:
      return random.pick(["break", "continue", "return", "source ./lib.offsh", "source 'a b'"])
    case 3: return "return" + blank(place) + pipeline(place)
    case 4: return "throw" + open(place) + expression(place)
    case 6:
      return "for" + blank(place) + name + " in" + open(place) + head(place) + body(place)
    case 7: return "while" + open(place) + head(place) + body(place)
    case 8: return definition(place)
    case 9: return ifForm(place)
    case 10: return tryForm(place)
    case 11: return matchForm(place)
    default: return pipeline(place)
    }
  }

  private mutating func head(_ place: Place) -> String { expression(place.inHead) }

  private mutating func body(_ place: Place) -> String {
    random.pick([" ", " ", "", "\n"]) + block(place)
  }

  private mutating func definition(_ place: Place) -> String {
    var parameters: [String] = []
    for _ in 0..<random.below(4) {
      let name = random.pick(Self.names)
      let type =
        random.chance(1, in: 2) ? ":" + mayBlank(place.inPipeline) + random.pick(Self.types) : ""
      let value =
        random.chance(1, in: 3) ? " =" + blank(place.inPipeline) + expression(place.inPipeline) : ""
      parameters.append(random.pick(["", "--"]) + name + type + value)
    }
    if random.chance(1, in: 4) { parameters.append("...rest") }
    return "def " + random.pick(Self.commands.dropLast()) + mayBlank(place) + "("
      + parameters.joined(separator: "," + mayBlank(place.inPipeline)) + ")" + body(place)
  }

  // MARK: Forms

  private mutating func ifForm(_ place: Place) -> String {
    var text = "if" + open(place) + head(place) + body(place)
    while random.chance(1, in: 4) {
      text += mayBlank(place) + "else if" + open(place) + head(place) + body(place)
    }
    if random.chance(1, in: 2) { text += mayBlank(place) + "else" + body(place) }
    return text
  }

  private mutating func tryForm(_ place: Place) -> String {
    var text = "try" + body(place)
    if random.chance(1, in: 2) {
      text += " catch" + (random.chance(1, in: 2) ? " error" : "") + body(place)
    }
    if random.chance(1, in: 3) { text += " finally" + body(place) }
    return text
  }

  private mutating func matchForm(_ place: Place) -> String {
    var arms: [String] = []
    for _ in 0..<random.below(4) {
      var patterns: [String] = []
      for _ in 0...random.below(3) {
        patterns.append(random.pick(["1", "-2.5", "\"a b\"", "'it''s'", "true", "null", "_"]))
      }
      arms.append(patterns.joined(separator: random.pick([", ", ",\n"])) + " =>" + body(place))
    }
    return "match" + open(place) + head(place) + " {\n"
      + arms.joined(separator: random.pick(["\n", "; "]))
      + random.pick(["\n}", " }", "; }"])
  }

  private mutating func block(_ place: Place) -> String {
    let inner = place.inBlock
    var text = "{" + random.pick([" ", "\n  ", " # why\n", ""])
    if random.chance(1, in: 4) { text += random.pick([" |x| ", "|x y|", "\n|item|\n"]) }
    for index in 0..<random.below(3) {
      if index > 0 { text += separator() }
      text += statement(inner)
    }
    return text + random.pick([" ", "\n", "", " ;", " # end\n"]) + "}"
  }

  // MARK: Pipelines

  private mutating func value(_ place: Place) -> String {
    guard place.depth > 0 else { return pipeline(place) }
    switch random.below(12) {
    case 0: return ifForm(place)
    case 1: return tryForm(place)
    case 2: return matchForm(place)
    default: return pipeline(place)
    }
  }

  private mutating func pipeline(_ place: Place) -> String {
    var text = random.chance(1, in: 3) ? expression(place) : stage(place)
    while random.chance(1, in: 3) { text += mayBlank(place) + "|" + open(place) + stage(place) }
    return text
  }

  private mutating func stage(_ place: Place) -> String {
    if random.chance(1, in: 5) { return "where" + open(place) + expression(place) }
    var text = (random.chance(1, in: 6) ? "juju " : "") + random.pick(Self.commands)
    for _ in 0..<random.below(4) { text += blank(place) + argument(place) }
    return text
  }

  private mutating func argument(_ place: Place) -> String {
    switch random.below(place.depth > 0 ? 12 : 7) {
    case 0, 1: return random.pick(Self.words)
    case 2: return joinedWord(place)
    case 3:
      return random.pick(["--format", "-m", "--to=", "--via=10.0.0.0/8", "--cpu=$n", "--all=false"])
    case 4: return string(place)
    case 5: return "$" + random.pick(Self.names) + path(place)
    case 6: return random.pick(["...$rest", "...$x.items", "${x.y}"])
    case 7: return "(" + mayBlank(place.inPipeline) + pipeline(place.inPipeline) + ")"
    case 8: return collection(place)
    case 9: return "--f=" + collection(place)
    case 10: return "...(" + pipeline(place.inPipeline) + ")"
    default: return place.allowsBlock ? block(place) : "word"
    }
  }

  private mutating func joinedWord(_ place: Place) -> String {
    random.pick([
      "a=\"b c\"", "cpu=$n", "bob@${domain}", "'a'\"b\"c", "$x/0", "$x-1", "$host.lan/x", "x$y${z}",
    ])
  }

  private mutating func path(_ place: Place) -> String {
    var text = ""
    while random.chance(1, in: 3) {
      text += "." + random.pick(Self.fields) + random.pick(["", "", "?"])
    }
    if place.depth > 0, random.chance(1, in: 5) { text += "[" + expression(place.inPipeline) + "]" }
    return text
  }

  // MARK: Expressions

  private mutating func expression(_ place: Place) -> String {
    var text = comparison(place)
    while random.chance(1, in: 6) {
      text += blank(place) + random.pick(["and", "or"]) + open(place) + comparison(place)
    }
    return text
  }

  private mutating func comparison(_ place: Place) -> String {
    let text = (random.chance(1, in: 10) ? "not" + open(place) : "") + sum(place)
    guard random.chance(1, in: 4) else { return text }
    return text + blank(place) + random.pick(Self.comparisons) + open(place) + sum(place)
  }

  private mutating func sum(_ place: Place) -> String {
    var text = unary(place)
    while random.chance(1, in: 5) {
      text +=
        blank(place) + random.pick(["+", "-", "*", "/", "%", "??"]) + open(place) + unary(place)
    }
    return text
  }

  private mutating func unary(_ place: Place) -> String {
    guard random.chance(1, in: 8) else { return primary(place) }
    return "-" + random.pick(["5", "2.5", "$x", ".cost", "1h"])
  }

  private mutating func primary(_ place: Place) -> String {
    switch random.below(place.depth > 0 ? 12 : 8) {
    case 0, 1: return random.pick(Self.numbers)
    case 2: return random.pick(Self.durations)
    case 3: return random.pick(["true", "false", "null"])
    case 4: return string(place)
    case 5, 6: return "$" + random.pick(Self.names) + path(place)
    case 7: return "." + random.pick(Self.fields) + path(place)
    case 8:
      return "(" + mayBlank(place.inPipeline) + value(place.inPipeline) + mayBlank(place.inPipeline)
        + ")"
    case 9 where place.allowsBlock: return block(place)
    default: return collection(place)
    }
  }

  private mutating func collection(_ place: Place) -> String {
    let inner = place.inPipeline
    var items: [String] = []
    let isRecord = random.chance(1, in: 2)
    for _ in 0..<random.below(4) {
      let key = random.pick(["a", "b-c", "\"two words\"", "'raw'", "true"])
      items.append(
        isRecord ? key + mayBlank(inner) + ":" + mayBlank(inner) + tight(inner) : tight(inner))
    }
    if items.isEmpty { return isRecord ? "[:]" : "[]" }
    return "[" + mayBlank(inner) + items.joined(separator: mayBlank(inner) + "," + mayBlank(inner))
      + random.pick(["", "", ",", "\n"]) + "]"
  }

  /// An expression whose operators may touch their operands.
  private mutating func tight(_ place: Place) -> String {
    random.chance(1, in: 6)
      ? random.pick(["1+2", "$x*3", "$x-1", "2>=1", "-1-2"]) : expression(place)
  }

  // MARK: Strings

  private mutating func string(_ place: Place) -> String {
    switch random.below(6) {
    case 0: return random.pick(["''", "'it''s'", "'two\nlines'", "'$no \\d+'"])
    case 1:
      return "\"\"\""
        + random.pick(["one", "\n    a \"b\"\n      $x\n\n    c\n    ", "\n\t\\t x\n"]) + "\"\"\""
    case 2 where place.depth > 0:
      return "\"<${" + mayBlank(place.inPipeline) + expression(place.inPipeline) + "}>\""
    default:
      return random.pick([
        "\"\"", "\"plain\"", "\"Total: $n.\"", "\"a\\n\\t\\\"\\\\\\$\\u{e9}\"", "\"^mysql-.*$\"",
        "\"two\nlines\"", "\"${x.y?}[0] ${name}.txt\"", "\"# no comment\"", "\"{ | }\"",
      ])
    }
  }
}

extension String {
  /// `&&` needs a statement behind it, which the end of a program has not.
  fileprivate func replacingTrailingAnd(with text: String) -> String {
    self == " && " ? text : self
  }
}
