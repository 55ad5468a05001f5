// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import JSON
import Logging

/// Writes each log message as one line of JSON on standard error.
///
/// Whatever a client put into a message stays within its string: control characters are escaped, and a line
/// has at most 8 KiB, so that nobody forges a line or floods the log with one request.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel = Logger.Level.info
    private let write: @Sendable ([UInt8]) -> Void

    private static let longestText = 2048
    private static let longestLine = 8192

    package init(write: @escaping @Sendable ([UInt8]) -> Void = Self.standardError) {
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var members: [String: JSON] = [:]
        for source in [metadata, metadataProvider?.get() ?? [:], event.metadata ?? [:]] {
            for (key, value) in source where !key.hasPrefix("hb.") { members[key] = Self.json(value) }
        }
        if let error = event.error { members["error"] = .string(Self.cut("\(error)")) }
        members["time"] = .string(Self.now().description)
        members["level"] = .string(event.level.rawValue)
        members["message"] = .string(Self.cut(event.message.description))
        var line = JSON.object(members).canonical
        if line.count >= Self.longestLine {
            for key in members.keys
            where !["time", "level", "message", "request", "route", "status"].contains(key) {
                members[key] = nil
            }
            // An escape takes six bytes where the text has one.
            members["message"] = .string(Self.cut(event.message.description, to: Self.longestLine / 8))
            members["cut"] = .bool(true)
            line = JSON.object(members).canonical
        }
        line.append(UInt8(ascii: "\n"))
        write(line)
    }

    private static func json(_ value: Logger.MetadataValue) -> JSON {
        switch value {
        case .string(let text): .string(cut(text))
        case .stringConvertible(let value as Int): .integer(Int64(value))
        case .stringConvertible(let value as Int64): .integer(value)
        case .stringConvertible(let value): .string(cut(value.description))
        case .array(let values): .array(values.map(json))
        case .dictionary(let values): .object(values.mapValues(json))
        }
    }

    private static func now() -> Instant {
        var clock = timespec()
        clock_gettime(CLOCK_REALTIME, &clock)
        return Instant(rawValue: Int64(clock.tv_sec) * 1_000_000 + Int64(clock.tv_nsec) / 1000)
    }

    private static func cut(_ text: String, to length: Int = longestText) -> String {
        text.utf8.count <= length ? text : String(decoding: text.utf8.prefix(length), as: UTF8.self) + "…"
    }

    /// One write a line, so that lines of many threads do not mix.
    package static let standardError: @Sendable ([UInt8]) -> Void = { line in
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(
                    STDERR_FILENO,
                    UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                    rest.count
                )
                if written < 0, errno != EINTR { return }
                rest = rest.dropFirst(max(0, written))
            }
        }
    }
}
