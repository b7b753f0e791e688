import Glibc

/// State that several threads share, with waiting: a lock and a condition.
package final class Monitor<State>: @unchecked Sendable {
  // Unchecked: `state` is touched only while `lock` is held.

  private var state: State
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  package init(_ state: State) {
    self.state = state
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Calls `body` with the state while no other thread has it, then wakes those that wait.
  package func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    defer { pthread_cond_broadcast(changed) }
    return try body(&state)
  }

  /// Waits until `body` gives something.
  package func wait<Result>(for body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let result = body(&state) {
        pthread_cond_broadcast(changed)
        return result
      }
      pthread_cond_wait(changed, lock)
    }
  }

  /// Waits while `holds` is true of the state, 50 ms at most: for callers that look again anyway,
  /// because something else may end their wait that wakes nobody.
  package func waitBriefly(while holds: (State) -> Bool) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard holds(state) else { return }
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += 50_000_000
    if end.tv_nsec >= 1_000_000_000 {
      end.tv_nsec -= 1_000_000_000
      end.tv_sec += 1
    }
    pthread_cond_timedwait(changed, lock, &end)
  }
}

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
