import Glibc

/// Wakes one waiting thread; an announcement nobody waited for is remembered.
package final class Arrival: @unchecked Sendable {
  // Unchecked: a POSIX semaphore is made for several threads; it moves nowhere behind its pointer.

  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  package init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  package func announce() { sem_post(semaphore) }

  /// Waits for an announcement, `milliseconds` at most.
  package func wait(milliseconds: Int) {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += (milliseconds % 1000) * 1_000_000
    end.tv_sec += milliseconds / 1000 + end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    sem_timedwait(semaphore, &end)
  }
}
