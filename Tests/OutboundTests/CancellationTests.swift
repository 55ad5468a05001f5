// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Outbound

/// Whoever gives up goes on, in every phase of an exchange.
@Suite struct CancellationTests {
    /// How far a server goes before it does no more.
    enum Phase: String, CaseIterable, Sendable {
        case head, body, handshake

        var scheme: String { self == .handshake ? "https" : "http" }
    }

    @Test(arguments: Phase.allCases)
    func `an exchange that is given up ends, and so does its connection`(phase: Phase) async throws {
        let (reached, reach) = AsyncStream.makeStream(of: Void.self)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let server = LoopbackServer { connection in
            // What begins a handshake is no request, and is left unread.
            if phase != .handshake { _ = connection.request() }
            if phase == .body { connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx") }
            reach.yield()
            connection.outlast()
            end.yield()
        }
        defer { server.stop() }
        var arrivals = reached.makeAsyncIterator()
        var ends = ended.makeAsyncIterator()
        for _ in 0..<100 {
            let url = "\(phase.scheme)://127.0.0.1:\(server.port)/"
            let task = Task { try await Exchange(patiently: url).answer() }
            await arrivals.next()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await ends.next()
        }
    }

    /// A full queue of a socket that listens leaves whoever comes next without an answer.
    @Test func `an exchange that does not get a connection can be given up`() async throws {
        let full = FullSocket()
        var exchange = Exchange(patiently: "http://127.0.0.1:\(full.port)/")
        for _ in 0..<100 {
            let task = Task { [exchange] in try await exchange.answer() }
            await Task.yield()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        exchange.limits.connecting = .milliseconds(50)
        await #expect(throws: OutboundError.late) { try await exchange.answer() }
    }

    @Test func `one that is given up before it begins is not begun`() async throws {
        let server = LoopbackServer { $0.outlast() }
        defer { server.stop() }
        let (went, go) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in went { break }
            return try await Exchange("GET", server.url, reach: .named).answer()
        }
        task.cancel()
        go.yield()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.connections == 0)
    }

    /// The task that is given up and the answer come in one moment, in many orders.
    @Test func `a request that is given up as its answer comes ends, one way or the other`() async throws {
        let server = LoopbackServer { connection in
            while connection.request() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            }
        }
        defer { server.stop() }
        let exchange = Exchange("GET", server.url, reach: .named)
        var answered = 0
        for round in 0..<2000 {
            let task = Task { try await exchange.answer().body.count }
            // From before the request is begun until after its answer.
            for _ in 0..<(round % 400) { await Task.yield() }
            task.cancel()
            switch await task.result {
            case .success(let count):
                #expect(count == 2)
                answered += 1
            case .failure(let error): #expect(error is CancellationError, "\(error)")
            }
        }
        print("cancellation: of 2000 exchanges \(answered) were answered")
        #expect(try await exchange.answer().status == 200)
    }

    @Test func `dozens that are given up at once hold up nobody else`() async throws {
        let silent = LoopbackServer { $0.outlast() }
        let server = LoopbackServer { connection in
            while connection.request() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            }
        }
        defer { [silent, server].forEach { $0.stop() } }
        let tasks = (0..<40).map { _ in Task { try await Exchange(patiently: silent.url).answer() } }
        for _ in 0..<20 {
            #expect(try await Exchange("GET", server.url, reach: .named).answer().status == 200)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(try await Exchange("GET", server.url, reach: .named).answer().status == 200)
    }
}

extension Exchange {
    /// One that ends by being given up, however busy the machine is.
    fileprivate init(patiently url: String) {
        self.init("GET", url, reach: .named)
        (limits.connecting, limits.silence, limits.total) = (.seconds(600), .seconds(600), .seconds(600))
    }
}

/// A socket that listens, accepts nothing, and has a full queue.
private final class FullSocket {
    let port: Int
    private let listening: Int32
    private var waiting: [Int32] = []

    init() {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listening = listening
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        port = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                precondition(bind(listening, name, size) == 0 && listen(listening, 0) == 0)
                getsockname(listening, name, &size)
            }
            return Int(in_port_t(bigEndian: pointer.pointee.sin_port))
        }
        for _ in 0..<4 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(client, $0, size) }
            }
            waiting.append(client)
        }
    }

    deinit {
        for descriptor in waiting + [listening] { close(descriptor) }
    }
}
