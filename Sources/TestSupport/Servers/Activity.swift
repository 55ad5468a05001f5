// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Tells whoever waits that a server did something on its own, so that a test asks again when
/// there is news and not before.
package final class Activity: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let number = Mutex(0)

    package init() {}

    /// Something was done.
    package func note() {
        listeners.withLock { $0.values.forEach { $0.yield() } }
    }

    /// Calls `body` at once, and after that whenever something was done, until it returns true;
    /// false when `limit` came first.
    ///
    /// What is done while `body` runs is not missed: `body` is then called again.
    package func wait(within limit: Duration, until body: () async throws -> Bool) async throws -> Bool {
        let (news, tell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = number.withLock { number in
            number += 1
            return number
        }
        listeners.withLock { $0[key] = tell }
        let watchdog = Task {
            try await Task.sleep(for: limit)
            tell.finish()
        }
        defer {
            watchdog.cancel()
            listeners.withLock { $0[key] = nil }
        }
        tell.yield()
        for await _ in news { if try await body() { return true } }
        return false
    }
}
