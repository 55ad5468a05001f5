// SPDX-License-Identifier: Apache-2.0
import JSON
import Logging
import Synchronization
import Telemetry
import Testing

struct JSONLogTests {
    private final class Lines: Sendable {
        let written = Mutex<[[UInt8]]>([])
    }

    private func logged(_ body: (Logger) -> Void) throws -> [JSON] {
        let lines = Lines()
        var logger = Logger(label: "test") { _ in
            JSONLogHandler { line in lines.written.withLock { $0.append(line) } }
        }
        logger.logLevel = .info
        body(logger)
        return try lines.written.withLock { $0 }.map { line in
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
            #expect(line.count <= 8192)
            return try JSON(parsing: Array(line.dropLast()), limits: .trusted)
        }
    }

    @Test func `a message is one line with its metadata`() throws {
        let lines = try logged { logger in
            logger.info("request", metadata: ["route": "/v1/me", "us": .stringConvertible(12)])
            logger.debug("not wanted")
        }
        #expect(lines.count == 1)
        #expect(lines[0]["message"] == "request")
        #expect(lines[0]["route"] == "/v1/me")
        #expect(lines[0]["us"] == .integer(12))
        #expect(lines[0]["level"] == "info")
        #expect(lines[0]["time"]?.string?.hasSuffix("Z") == true)
    }

    @Test func `line ends and escapes of a client's stay inside their string`() throws {
        let lines = try logged { $0.error("a\r\n{\"level\":\"info\"}\u{1B}[31m", metadata: ["x": "b\nc"]) }
        #expect(lines.count == 1)
        #expect(lines[0]["level"] == "error")
        #expect(lines[0]["x"] == "b\nc")
    }

    @Test func `a message of a megabyte is cut`() throws {
        let long = String(repeating: "é", count: 1_000_000)
        let lines = try logged { logger in
            logger.error("\(long)")
            logger.error(
                "many",
                metadata: Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "\(long)") })
            )
            // Each of these takes six bytes in JSON.
            logger.error("\(String(repeating: "\u{1}", count: 1_000_000))")
        }
        #expect(lines.count == 3)
        #expect(lines[1]["cut"] == .bool(true))
        #expect(lines[1]["message"] == "many")
    }
}
