import CommandKit
import Glibc

/// Signals of the process, taken by the main thread while another one evaluates.
///
/// Ctrl-C asks what runs to end; where two seconds later nothing has heard it, another one ends the
/// process. SIGTERM ends it with 143. A closed pipe is an error of `write`, not a signal.
enum Signals {
  /// Blocks the signals in this thread and all that it starts later.
  static func block() {
    signal(SIGPIPE, SIG_IGN)
    var set = watched
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private static var watched: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGHUP)
    return set
  }

  /// Waits for signals for ever; `terminate` is called with the exit status for SIGTERM and SIGHUP.
  static func serve(
    _ interruption: Interruption, _ termination: Termination,
    terminate: @Sendable (Int32) -> Never
  ) -> Never {
    var set = watched
    let clock = SystemClock()
    var asked: Int64 = 0
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      switch number {
      case SIGINT:
        let now = clock.monotonicNanoseconds
        if interruption.isRequested, now - asked > 2_000_000_000 { terminate(130) }
        if !interruption.isRequested { asked = now }
        interruption.request()
      default: if !termination.arrive(128 + number) { terminate(128 + number) }
      }
    }
  }
}

/// Runs code on a thread with a stack deep enough for definitions that call each other.
enum EvaluatorThread {
  private static let stackSize = 512 << 20

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts the thread; returns whether it could be started.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if status != 0 { work.release() }
    return status == 0
  }
}
