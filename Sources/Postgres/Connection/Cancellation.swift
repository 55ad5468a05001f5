// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc

/// The means to stop a connection's statement from another thread.
///
/// Sendable although it wraps a pointer: libpq's manual allows `PQcancel` from any thread, and a
/// `PGcancel` never changes.
final class Cancellation: @unchecked Sendable {
    private let raw: OpaquePointer
    private let descriptor: Int32

    init?(_ connection: OpaquePointer) {
        guard let raw = PQgetCancel(connection) else { return nil }
        self.raw = raw
        descriptor = PQsocket(connection)
    }

    deinit {
        PQfreeCancel(raw)
    }

    /// Asks the server to stop.
    ///
    /// `PQcancel` blocks and knows no timeout, so it gets a thread of its own.
    func cancel() {
        NamedThread.start("pg cancel") { [self] in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
                // A request that fails is not repeated: the connection is severed next.
                _ = PQcancel(raw, message.baseAddress, 256)
            }
        }
    }

    /// Cuts the connection, which wakes the thread that waits on it.
    ///
    /// Only while the connection is open: afterwards the descriptor may be another file's.
    func sever() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }
}
