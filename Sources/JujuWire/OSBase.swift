/// The operating system a charm runs on, as name and channel (`ubuntu`, `22.04/stable`).
package struct OSBase: Codable, Sendable, Hashable {
  package var name: String
  package var channel: String

  package init(name: String, channel: String) {
    self.name = name
    self.channel = channel
  }
}
