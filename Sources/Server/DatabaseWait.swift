// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres

/// Waits for a database that does not answer yet, as after a boot in which it is late.
package struct DatabaseWait: Sendable {
    private let limit: Duration?
    private let logger: Logger
    /// Told what is waited for.
    private let tell: @Sendable (String) -> Void

    /// - Parameter limit: how long to wait; without end unless given.
    package init(
        limit: Duration? = nil,
        logger: Logger,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.limit = limit
        self.logger = logger
        self.tell = tell
    }

    /// Runs `body` until the database answers it, first after a quarter of a second, then every five.
    ///
    /// - Throws: what `body` throws, unless waiting may mend it.
    package func callAsFunction<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let began = ContinuousClock.now
        var pause = Duration.milliseconds(250)
        while true {
            do {
                return try await body()
            } catch let error as PostgresError where error.mayPass {
                if let limit, ContinuousClock.now - began + pause > limit { throw error }
                logger.warning("waiting for the database: \(error)")
                tell("Waiting for the database")
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }
}

extension PostgresError {
    /// Whether waiting may mend it: nobody listens, or the server starts, ends or is full; not a role or a
    /// database that it does not have or lets in.
    fileprivate var mayPass: Bool {
        guard isUnavailable else { return false }
        if let sqlState { return ["08", "57", "53"].contains(String(sqlState.prefix(2))) }
        return message?.contains("no password supplied") != true
    }
}
