// SPDX-License-Identifier: Apache-2.0

/// What a pool is doing and has done.
package struct PoolStatistics: Sendable, Hashable {
    /// Connections that are open and free.
    package var idle = 0
    /// Threads that have work.
    package var busy = 0
    /// Callers that wait for a connection.
    package var waiting = 0
    /// Connections made since the pool was.
    package var opened = 0
    /// Connections given up since then; `opened` less these are open now.
    package var closed = 0
    /// Transactions run again after a serialization failure, a deadlock or a stale plan.
    package var retries = 0
}
