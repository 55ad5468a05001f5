// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Glibc

/// Bytes as they are over a socket, for requests that no well-behaved client sends.
package enum RawConnection {
    /// Sends `text`, and then nothing more when `ends`; returns all that comes back until the server ends or is silent
    /// for twenty seconds.
    package static func exchange(port: Int, _ text: String, ends: Bool = false) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, since the server under test shares the threads of all tasks.
            DispatchQueue(label: "raw connection").async {
                continuation.resume(with: Result { try talk(port, Array(text.utf8), ends) })
            }
        }
    }

    private static func talk(_ port: Int, _ bytes: [UInt8], _ ends: Bool) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Glibc.send(
                    descriptor,
                    all.baseAddress?.advanced(by: sent),
                    all.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { break }
            sent += count
        }
        if ends { shutdown(descriptor, Int32(SHUT_WR)) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            received += buffer[..<count]
        }
        return String(decoding: received, as: UTF8.self)
    }
}
