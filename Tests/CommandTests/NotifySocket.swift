// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// What a service manager listens on (sd_notify(3)).
final class NotifySocket: Sendable {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }

    /// The first message that contains `text`, and those before it; ends after a minute.
    func messages(until text: String) async -> [String] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [descriptor] in
                var messages: [String] = []
                var buffer = [UInt8](repeating: 0, count: 4096)
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                while messages.last?.contains(text) != true, poll(&waiting, 1, 60_000) == 1 {
                    let count = recv(descriptor, &buffer, buffer.count, 0)
                    messages.append(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
                }
                continuation.resume(returning: messages)
            }
        }
    }
}
