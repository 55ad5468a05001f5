// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle

/// Wakes a worker at once, or at its next look when it is busy; many wakes count as one.
struct Wakes: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
    }

    func wake() {
        continuation.yield()
    }
}

/// Ticks at once and then in equal steps until the task is cancelled.
struct AsyncTimer: AsyncSequence, Sendable {
    let every: Duration

    struct Iterator: AsyncIteratorProtocol {
        let every: Duration
        var isFirst = true

        mutating func next() async -> Void? {
            if isFirst {
                isFirst = false
                return Task.isCancelled ? nil : ()
            }
            do {
                try await Task.sleep(for: every)
                return ()
            } catch {
                return nil
            }
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(every: every)
    }
}

/// Returns once the service is to stop, in whichever way.
func gracefulShutdownOrCancellation() async {
    do {
        try await gracefulShutdown()
    } catch {
        // Cancelled, which is the other way to be told.
    }
}
