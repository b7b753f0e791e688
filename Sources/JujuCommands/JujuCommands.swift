package import CommandKit

package enum JujuCommands {
  package static let all: [any Command.Type] = []
}
