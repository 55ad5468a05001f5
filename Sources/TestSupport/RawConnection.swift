// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A TCP connection to a server on this machine, byte by byte, for what no proper client sends.
package final class RawConnection: Sendable {
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "raw connection")

    package init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, result == 0 else { throw POSIXError(.ECONNREFUSED) }
        // A server that does nothing fails the test rather than holding it for ever.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes; how many the server took before it closed.
    @discardableResult
    package func send(_ bytes: [UInt8]) async -> Int {
        await onQueue { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    @discardableResult
    package func send(_ text: String) async -> Int {
        await send(Array(text.utf8))
    }

    /// Sends nothing more.
    package func finish() async {
        await onQueue { [descriptor] in _ = shutdown(descriptor, Int32(SHUT_WR)) }
    }

    /// Reads until the text so far is `enough`, or the server closes; `nil` when it did neither in time.
    package func read(until enough: @escaping @Sendable (String) -> Bool = { _ in false }) async -> String? {
        await onQueue { [descriptor] in
            var received: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let text = String(decoding: received, as: UTF8.self)
                if !received.isEmpty, enough(text) { return text }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                // A reset is a close too.
                if count == 0 || count < 0 && errno == ECONNRESET { return text }
                guard count > 0 else { return nil }
                received += buffer[..<count]
            }
        }
    }

    private func onQueue<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }
}
