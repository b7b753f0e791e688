import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Compiles a block as a value. `columns` are those of the items it will be called with, and
  /// `itemPosition` says which of its parameters is the item, from 0.
  func block(
    _ block: Block, columns: [String]? = nil, itemPosition: Int? = nil, isParallel: Bool = false
  ) -> Evaluate {
    let outerColumns = itemColumns
    let outerInput = blockInputSlot
    defer {
      itemColumns = outerColumns
      blockInputSlot = outerInput
    }
    let span = span(block.range)
    let (code, slotCount) = inFunction(.block) { inner -> (Evaluate, Int) in
      inner.isParallelBoundary = isParallel
      let input = inner.newSlot()
      if block.parameters.isEmpty {
        inner.itemSlot = input
        itemColumns = columns
        blockInputSlot = input
      } else {
        blockInputSlot = nil
        for (index, parameter) in block.parameters.enumerated() {
          declare(parameter, columns: index == itemPosition ?? 0 ? columns : nil)
        }
      }
      return (value(of: block.body), inner.slotCount)
    }
    let parameterCount = block.parameters.isEmpty ? nil : block.parameters.count
    return { (frame) throws(Diagnostic) in
      .block(
        Callable(parameterCount: parameterCount) { (arguments, input) throws(Diagnostic) in
          try StackRoom.check(at: span, frame.runtime.interruption)
          let inner = Frame(slotCount: slotCount, parent: frame, runtime: frame.runtime)
          Self.fill(inner, parameterCount, arguments, input)
          return try ControlFlow.returned { () throws(Diagnostic) in try code(inner) }
        })
    }
  }

  /// Puts arguments and input where a block's code expects them: the input first, then the named
  /// parameters. A block called with an input alone gets it as its first parameter too.
  private static func fill(
    _ frame: Frame, _ parameterCount: Int?, _ arguments: [Value], _ input: Value
  ) {
    frame.slots[0] = input
    if let parameterCount {
      let given = arguments.isEmpty ? [input] : arguments
      for index in 0..<min(parameterCount, given.count) { frame.slots[index + 1] = given[index] }
    } else if let first = arguments.first, input.isNull {
      frame.slots[0] = first
    }
  }

  /// Declares a parameter of a block or a definition and returns its slot.
  @discardableResult
  func declare(_ parameter: Name, columns: [String]? = nil) -> Int {
    if Self.reservedNames.contains(parameter.text) {
      report(
        InterpreterDiagnostic.reserved, "$\(parameter.text) is reserved", at: parameter.range,
        hint: "choose another name")
    } else if scope.declaresHere(parameter.text) {
      report(
        InterpreterDiagnostic.redeclared, "'\(parameter.text)' stands twice here",
        at: parameter.range)
    }
    return scope.declare(parameter.text, columns: columns)
  }
}
