// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc

extension Session {
    /// Connects, or throws when the time is over or `isWanted` says that nobody waits any more.
    static func open(
        _ parameters: ConnectionParameters,
        options: PoolOptions,
        notices: NoticeLog,
        isWanted: () -> Bool
    ) throws(PostgresError) -> Session {
        guard parameters.isReadable else {
            // libpq would say more, and quote from the string, which may have a password in it.
            throw PostgresError(kind: .connection, message: "the connection string cannot be read")
        }
        guard let raw = parameters.withArrays({ PQconnectStartParams($0, $1, 1) }) else {
            throw PostgresError(connection: nil)
        }
        do throws(PostgresError) {
            // Only so does a refusal carry its SQLSTATE.
            PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
            try complete(raw, until: ContinuousClock.now + parameters.timeout, isWanted)
            guard let cancellation = Cancellation(raw) else { throw PostgresError(connection: raw) }
            notices.receive(from: raw)
            return Session(raw: raw, cancellation: cancellation, options: options)
        } catch {
            PQfinish(raw)
            throw error
        }
    }

    /// Waits for the connection.
    ///
    /// libpq heeds no `connect_timeout` here, so the time is kept by this loop.
    private static func complete(
        _ raw: OpaquePointer,
        until deadline: ContinuousClock.Instant,
        _ isWanted: () -> Bool
    ) throws(PostgresError) {
        guard PQstatus(raw) != CONNECTION_BAD else { throw PostgresError(connection: raw) }
        var step = PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step != PGRES_POLLING_FAILED else { throw PostgresError(connection: raw) }
            // The socket may be another one after every step, so it is asked for anew.
            let events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var socket = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
            while true {
                let left = ContinuousClock.now.duration(to: deadline)
                guard left > .zero else {
                    throw PostgresError(kind: .connection, message: "no answer within the connect timeout")
                }
                guard isWanted() else { throw PostgresError(kind: .cancelled) }
                let ready = poll(&socket, 1, min(left, .milliseconds(100)).pollTimeout)
                if ready > 0 { break }
                guard ready == 0 || errno == EINTR else {
                    throw PostgresError(kind: .connection, message: "poll failed: \(errno)")
                }
            }
            step = PQconnectPoll(raw)
        }
    }
}
