import Glibc

/// A thread.
package struct WorkerThread {
  /// Room for code of the language, whose definitions call each other deeply. Address space, not
  /// memory: pages are used as the stack grows.
  package static let deepStack = 512 << 20

  private final class Work {
    let run: @Sendable () -> Void
    let nesting: Int

    init(nesting: Int, _ run: @escaping @Sendable () -> Void) {
      self.run = run
      self.nesting = nesting
    }
  }

  /// How many threads were started one from the other to come to this one.
  package static var nesting: Int { Int(bitPattern: pthread_getspecific(nestingKey)) }

  private static let nestingKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private let thread: pthread_t

  /// Starts a thread; nil when the system has none left.
  package init?(stackSize: Int = 1 << 20, _ run: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let work = Unmanaged.passRetained(Work(nesting: Self.nesting + 1, run))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
        pthread_setspecific(WorkerThread.nestingKey, UnsafeRawPointer(bitPattern: work.nesting))
        work.run()
        return nil
      }, work.toOpaque())
    guard status == 0 else {
      work.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits for its end.
  package func join() { pthread_join(thread, nil) }
}
