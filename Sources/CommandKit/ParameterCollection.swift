import Glibc

/// Collects the parameters of a command while it is made.
///
/// Idea: each parameter announces itself as it is initialised, so that a call need not look for them
/// with a mirror, which costs more than everything else a check does. They come in the order of
/// their declaration, groups included, as default values are initialised in that order.
enum ParameterCollection {
  private final class Collected {
    var parameters: [any DeclaredParameter] = []
  }

  /// Where the collection of this thread is that is under way, if one is.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Notes a parameter that was just initialised.
  static func note(_ parameter: @autoclosure () -> any DeclaredParameter) {
    guard let current = pthread_getspecific(key) else { return }
    Unmanaged<Collected>.fromOpaque(current).takeUnretainedValue().parameters.append(parameter())
  }

  /// Returns what `make` makes, with the parameters that were initialised meanwhile.
  static func collecting(
    _ make: () -> any Command
  ) -> (command: any Command, parameters: [any DeclaredParameter]) {
    let outer = pthread_getspecific(key)
    let collected = Collected()
    pthread_setspecific(key, Unmanaged.passUnretained(collected).toOpaque())
    let command = withExtendedLifetime(collected) { make() }
    pthread_setspecific(key, outer)
    return (command, collected.parameters)
  }
}
