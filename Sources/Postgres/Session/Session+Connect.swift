// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc
import Logging

extension Session {
    /// Connects to the first of the hosts that lets us in, or throws when the time is over or `isWanted`
    /// says that nobody waits any more.
    static func open(
        _ parameters: ConnectionParameters,
        options: PoolOptions,
        logger: Logger,
        isWanted: () -> Bool
    ) throws(PostgresError) -> Session {
        guard parameters.isReadable else {
            // libpq would say more, and quote from the string, which may have a password in it.
            throw PostgresError(kind: .connection, message: "the connection string cannot be read")
        }
        let end = ContinuousClock.now + parameters.timeout
        var failure: PostgresError?
        for host in parameters.hosts.order where failure == nil || ContinuousClock.now < end {
            do throws(PostgresError) {
                let deadline = parameters.hosts.deadline(within: end)
                let session = try open(parameters, host, options, logger, until: deadline, isWanted)
                parameters.hosts.noteAnswer(of: host)
                return session
            } catch {
                // Whom one of them knows and refuses, the others refuse as well.
                guard error.kind == .connection, error.sqlState?.hasPrefix("28") != true else { throw error }
                // What a server says counts for more than that another one does not answer.
                if failure?.sqlState == nil { failure = error }
            }
        }
        throw failure ?? PostgresError(connection: nil)
    }

    private static func open(
        _ parameters: ConnectionParameters,
        _ host: Int,
        _ options: PoolOptions,
        _ logger: Logger,
        until deadline: ContinuousClock.Instant,
        _ isWanted: () -> Bool
    ) throws(PostgresError) -> Session {
        guard let raw = parameters.withArrays(host: host, { PQconnectStartParams($0, $1, 1) }) else {
            throw PostgresError(connection: nil)
        }
        do throws(PostgresError) {
            // Only so does a refusal carry its SQLSTATE.
            PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
            try complete(raw, until: deadline, isWanted)
            guard let cancellation = Cancellation(raw) else { throw PostgresError(connection: raw) }
            let notices = NoticeLog(logger)
            notices.receive(from: raw)
            return Session(raw: raw, cancellation: cancellation, notices: notices, options: options)
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
