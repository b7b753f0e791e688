import CLibEdit
import Glibc

/// A pipe beside the terminal, so that a signal can end the waiting for a key: what it says is that
/// there is something to look at.
final class WakePipe {
  let readDescriptor: Int32
  /// Signal handlers write to it. A full pipe wakes as well.
  let writeDescriptor: Int32

  /// Fails when the process has no descriptors left.
  init?() {
    var ends: (Int32, Int32) = (-1, -1)
    let isMade = withUnsafeMutableBytes(of: &ends) { bytes in
      cle_make_pipe(bytes.bindMemory(to: Int32.self).baseAddress) == 0
    }
    guard isMade else { return nil }
    (readDescriptor, writeDescriptor) = ends
  }

  deinit {
    close(readDescriptor)
    close(writeDescriptor)
  }

  /// Forgets what came so far.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readDescriptor, &bytes, bytes.count) > 0 {}
  }
}
