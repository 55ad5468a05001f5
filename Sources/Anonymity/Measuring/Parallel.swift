// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Computes independent values on a number of threads, the caller's among them.
struct Parallel {
    private let threads: Int

    init(_ threads: Int) {
        self.threads = max(1, threads)
    }

    /// The values that `body` makes of 0 up to `count`, in order; the first error by place is thrown.
    ///
    /// `body` is called by several threads at once: it must not change anything.
    func map<Value, Failure: Error>(
        _ count: Int,
        _ body: (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let next = Atomic(0)
        let results = UnsafeMutableBufferPointer<Result<Value, Failure>?>.allocate(capacity: count)
        results.initialize(repeating: nil)
        defer {
            results.deinitialize()
            results.deallocate()
        }
        withoutActuallyEscaping(body) { body in
            // `body` only reads what it shares, and each place is written by one thread.
            nonisolated(unsafe) let body = body
            nonisolated(unsafe) let results = results
            DispatchQueue.concurrentPerform(iterations: min(threads, max(1, count))) { _ in
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard place < count else { return }
                    results[place] = Result { () throws(Failure) in try body(place) }
                }
            }
        }
        var values: [Value] = []
        for case let result? in results { values.append(try result.get()) }
        return values
    }
}
