// SPDX-License-Identifier: Apache-2.0
import Foundation
import Processes
import TestSupport
import Testing

@testable import Outbound

/// Servers with TLS: `openssl s_server`, with a certificate of its own making for `localhost`.
@Suite struct CertificateTests {
    @Test func `a certificate that nobody vouches for, or of another name, is refused`() async throws {
        try await TLSServer.run { server async throws in
            let unknown = Exchange("GET", "https://localhost:\(server.port)/", reach: .named)
            let error = await #expect(throws: OutboundError.self) { try await unknown.answer() }
            #expect(error.isUntrusted, "\(String(describing: error))")

            var misnamed = Exchange("GET", "https://127.0.0.1:\(server.port)/", reach: .named)
            misnamed.authorities = server.certificate
            let other = await #expect(throws: OutboundError.self) { try await misnamed.answer() }
            #expect(other.isUntrusted, "\(String(describing: other))")

            var trusted = Exchange("GET", "https://localhost:\(server.port)/", reach: .named)
            trusted.authorities = server.certificate
            #expect(try await trusted.answer().status == 200)
            // A connection that was trusted is not kept for whoever does not trust it.
            await #expect(throws: OutboundError.self) { try await unknown.answer() }
        }
    }

    @Test func `who speaks without TLS is no server`() async throws {
        let plain = LoopbackServer { $0.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") }
        defer { plain.stop() }
        let error = await #expect(throws: OutboundError.self) {
            try await Exchange("GET", "https://127.0.0.1:\(plain.port)/", reach: .named).answer()
        }
        #expect(error.isUnreachable, "\(String(describing: error))")
    }
}

/// `openssl s_server`, which says what it was asked for as a page.
private struct TLSServer {
    private static let openssl = "/usr/bin/openssl"

    let port: Int
    let certificate: String

    static func run(_ body: (TLSServer) async throws -> Void) async throws {
        let folder = QuickFolder.path("tls")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificate = folder + "/certificate.pem"
        let made = try await Command(
            path: openssl,
            arguments: [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                folder + "/key.pem", "-out", certificate,
            ]
        ).run()
        #expect(made.ending == .exited(0))
        let process = Process()
        process.executableURL = URL(filePath: openssl)
        process.arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", folder + "/key.pem", "-www"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        let port = try #require(await port(in: output))
        try await body(TLSServer(port: port, certificate: certificate))
    }

    /// Of the line `ACCEPT 127.0.0.1:4433`, once the server listens.
    private static func port(in output: Pipe) async -> Int? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while true {
                    let data = output.fileHandleForReading.availableData
                    text += String(decoding: data, as: UTF8.self)
                    let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
                    guard line == nil || !text.hasSuffix("\n"), !data.isEmpty else {
                        let port = line.flatMap { Int($0.split(separator: ":").last ?? "") }
                        return continuation.resume(returning: port)
                    }
                }
            }
        }
    }
}
