// SPDX-License-Identifier: Apache-2.0
import CCurl
import Foundation
import Glibc
import Synchronization

/// The exchanges that are under way: one thread drives all of them, and keeps their connections.
///
/// There is one for the whole process, and it never ends. Everything that happens to a transfer once it has
/// begun, up to whoever waits going on, happens on the thread: so an answer and a cancellation that come in
/// one moment are one after the other.
final class Transfers: Sendable {
    static let shared = Transfers()

    /// Connections without a request, of all hosts together.
    private static let keptConnections = 128

    private struct Inbox {
        var arrived: [Transfer] = []
        var someCancelled = false
    }

    private let inbox = Mutex(Inbox())
    /// libcurl's own: used by the thread, and by everybody to wake it, which may be done from anywhere.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    private init() {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init() else {
            preconditionFailure("libcurl cannot start")
        }
        ccurl_keep_connections(multi, Self.keptConnections)
        self.multi = multi
        let thread = Thread { [self] in
            // The system learns the name only from the thread itself.
            Thread.current.name = "outbound"
            // A peer that has gone is told by the call that writes to it.
            var ignored = sigset_t()
            sigemptyset(&ignored)
            sigaddset(&ignored, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &ignored, nil)
            run()
        }
        thread.stackSize = 1024 * 1024
        thread.start()
    }

    /// Begins a transfer, and waits for its end.
    ///
    /// - Throws: ``OutboundError``, `CancellationError`.
    func answer(to transfer: Transfer) async throws -> Answer {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                transfer.waits(continuation)
                inbox.withLock { $0.arrived.append(transfer) }
                curl_multi_wakeup(multi)
            }
        } onCancel: {
            transfer.cancel()
            // One that has not arrived yet is looked at when it does.
            inbox.withLock { $0.someCancelled = true }
            curl_multi_wakeup(multi)
        }
    }

    private func run() -> Never {
        var running: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let news = inbox.withLock { inbox in
                defer { inbox = Inbox() }
                return inbox
            }
            for transfer in news.arrived {
                if transfer.isCancelled {
                    transfer.end(.failure(CancellationError()))
                } else if curl_multi_add_handle(multi, transfer.handle) == CURLM_OK {
                    running[transfer.handle] = transfer
                } else {
                    transfer.end(.failure(OutboundError.malformed("there is no memory for it")))
                }
            }
            if news.someCancelled {
                for (handle, transfer) in running where transfer.isCancelled {
                    // In whatever phase it is: its connection is closed.
                    curl_multi_remove_handle(multi, handle)
                    running[handle] = nil
                    transfer.end(.failure(CancellationError()))
                }
            }
            var count: Int32 = 0
            curl_multi_perform(multi, &count)
            while let message = curl_multi_info_read(multi, &count) {
                guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                    let transfer = running.removeValue(forKey: handle)
                else { continue }
                // The message is gone with its handle.
                let result = ccurl_result(message)
                curl_multi_remove_handle(multi, handle)
                transfer.end(transfer.outcome(of: result))
            }
            // Woken by a socket, by whoever asks or is cancelled, and by libcurl's own clocks.
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
    }
}
