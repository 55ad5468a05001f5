// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A server of a test's own on this machine, which does with each connection what the test says.
package final class LoopbackServer: Sendable {
    package let port: Int
    private let address: String
    private let socket: Int32
    private let accepted = Mutex(0)

    /// Listens from now on.
    ///
    /// - Parameters:
    ///   - address: Any of `127.0.0.0/8`; a port of one may be taken from another.
    ///   - serve: Called on a thread of the connection's own, which is closed when it returns.
    package init(
        address: String = "127.0.0.1",
        port: Int = 0,
        _ serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = in_port_t(port).bigEndian
        name.sin_addr.s_addr = inet_addr(address)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                precondition(bind(socket, name, size) == 0 && listen(socket, 64) == 0)
                getsockname(socket, name, &size)
            }
        }
        self.socket = socket
        self.address = address
        self.port = Int(in_port_t(bigEndian: name.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { break }
                accepted.withLock { $0 += 1 }
                Thread.detachNewThread {
                    serve(LoopbackConnection(socket: connection))
                    close(connection)
                }
            }
            close(socket)
        }
    }

    package var url: String { "http://\(address):\(port)" }

    /// How many connections there have been.
    package var connections: Int { accepted.withLock(\.self) }

    /// Takes no more connections; those that there are go on.
    package func stop() { shutdown(socket, Int32(SHUT_RDWR)) }
}

/// A connection to a ``LoopbackServer``.
package struct LoopbackConnection: Sendable {
    fileprivate let socket: Int32

    /// Whether everything was taken; false once the client has gone.
    @discardableResult
    package func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The next request, with as much body as its `Content-Length` says; `nil` once the client has gone.
    package func request() -> (head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        while let piece = read() {
            bytes += piece
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            let body = Array(bytes[end.upperBound...])
            if body.count >= length ?? 0 { return (head, body) }
        }
        return nil
    }

    /// Waits until the client has closed.
    package func outlast() { while read() != nil {} }

    private func read() -> ArraySlice<UInt8>? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(socket, &buffer, buffer.count)
        return count > 0 ? buffer[..<count] : nil
    }
}
