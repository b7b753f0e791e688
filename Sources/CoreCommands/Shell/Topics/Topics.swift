package import CommandKit

/// The pages of help about the language, in the order in which a newcomer reads them.
package enum Topics {
  package static let all: [TopicPage] = [
    values, variables, strings, expressions, records, pipes, control, blocks, definitions, errors,
    patterns, formats, scripts, jujuLines, effects, exitCodes,
  ]
}
