// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A registry on a port of this machine that keeps what it was asked and answers as it was told;
/// one connection at a time.
final class RecordedServer: Sendable {
    struct Request: Sendable {
        let head: String
        let body: [UInt8]
    }

    let port: UInt16
    private let socket: Int32
    private let state = Mutex((requests: [Request](), answers: [(status: Int, body: String)]()))

    /// Answers in turn, and then 200 for good.
    init(_ answers: [(status: Int, body: String)] = []) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                precondition(bind(socket, address, size) == 0 && listen(socket, 8) == 0)
                getsockname(socket, address, &size)
            }
        }
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
        state.withLock { $0.answers = answers }
        Thread { [self] in serve() }.start()
    }

    var url: String { "http://127.0.0.1:\(port)" }

    var requests: [Request] { state.withLock(\.requests) }

    /// Ends `serve`.
    func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func serve() {
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { break }
            if let request = Self.read(connection) {
                let answer = state.withLock { state in
                    state.requests.append(request)
                    return state.answers.isEmpty ? (200, "{}") : state.answers.removeFirst()
                }
                let text =
                    "HTTP/1.1 \(answer.0) Recorded\r\nContent-Type: application/vnd.api+json\r\nContent-Length: \(answer.1.utf8.count)\r\nConnection: close\r\n\r\n\(answer.1)"
                _ = text.withCString { write(connection, $0, strlen($0)) }
            }
            close(connection)
        }
        close(socket)
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(connection, &buffer, buffer.count)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            let body = Array(bytes[end.upperBound...])
            if body.count >= length ?? 0 { return Request(head: head, body: body) }
        }
    }
}
