/// Which server the sandbox plays.
package enum WaldurRelease: Sendable {
  /// Every client finds the server it was made for, and what newer ones have besides.
  case adaptive
  /// The server of 25 October 2024 and nothing that came later, whoever asks.
  case october2024
}
