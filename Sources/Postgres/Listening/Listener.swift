// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc
import Logging
import ServiceLifecycle

/// Follows notifications on a connection of its own, and reconnects for as long as it runs.
package final class Listener: Service {
    /// What arrives, for one consumer.
    ///
    /// It ends with `run`. A consumer that falls more than 1024 behind loses the oldest and is sent
    /// `reconnected` in their place.
    package let notifications: AsyncStream<Notification>

    private let continuation: AsyncStream<Notification>.Continuation
    private let channels: [String]
    private let options: PoolOptions
    private let logger: Logger

    /// Connects to nothing before `run`; the channels' names are quoted, so that capitals in them count.
    package init(configuration: PoolOptions, channels: [String], logger: Logger) {
        self.channels = channels
        self.options = configuration
        self.logger = logger
        (notifications, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
    }

    /// Listens until the task is cancelled or a graceful shutdown begins.
    ///
    /// To be called once. A lost connection is logged and made anew, after a pause of 50 ms that doubles up
    /// to 5 s.
    ///
    /// - Throws: `PostgresError` when the system has no pipe to give, before anything is listened to.
    package func run() async throws {
        let pipe = try WakePipe()
        await cancelWhenGracefulShutdown {
            await withTaskCancellationHandler {
                await withCheckedContinuation { ended in
                    NamedThread.start("pg listen") {
                        self.follow(pipe)
                        ended.resume()
                    }
                }
            } onCancel: {
                pipe.wake()
            }
        }
        continuation.finish()
    }

    private func follow(_ pipe: WakePipe) {
        let parameters = ConnectionParameters(options)
        var pause = Duration.milliseconds(50)
        while !isWoken(pipe, within: .zero) {
            do throws(PostgresError) {
                let session = try Session.open(parameters, options: options, logger: logger) {
                    !isWoken(pipe, within: .zero)
                }
                for channel in channels { _ = try session.run(["LISTEN \(identifier: channel)"]) }
                pause = .milliseconds(50)
                emit(.reconnected)
                try deliver(session, until: pipe)
                return
            } catch {
                logger.warning("not listening to PostgreSQL", metadata: ["error": "\(error)"])
            }
            if isWoken(pipe, within: pause) { return }
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// Passes on what arrives until the pipe is woken; throws when the connection is lost.
    private func deliver(_ session: Session, until pipe: WakePipe) throws(PostgresError) {
        while true {
            while let pointer = PQnotifies(session.raw) {
                defer { PQfreemem(pointer) }
                let notice = pointer.pointee
                emit(
                    .message(channel: String(cString: notice.relname), payload: String(cString: notice.extra))
                )
            }
            var sockets = [
                pollfd(fd: PQsocket(session.raw), events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&sockets, 2, 30_000)
            if sockets[1].revents != 0 { return }
            if ready > 0 {
                guard PQconsumeInput(session.raw) == 1 else { throw session.lost() }
            } else if ready == 0 {
                // After a silence: is the server still there?
                _ = try session.run(["SELECT 1"])
            }
        }
    }

    private func emit(_ notification: Notification) {
        if case .dropped = continuation.yield(notification) { continuation.yield(.reconnected) }
    }

    private func isWoken(_ pipe: WakePipe, within time: Duration) -> Bool {
        var end = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&end, 1, time.pollTimeout) > 0
    }
}
