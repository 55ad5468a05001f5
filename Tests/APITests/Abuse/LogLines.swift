// SPDX-License-Identifier: Apache-2.0
import Logging
import Synchronization
import Telemetry

/// What a server logs, in the form of the real one.
final class LogLines: Sendable {
    private let lines = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] { lines.withLock { $0 } }

    /// Everything as one text.
    var text: String { String(decoding: all.joined(), as: UTF8.self) }

    func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "abuse") { _ in
            JSONLogHandler { [self] line in lines.withLock { $0.append(line) } }
        }
        logger.logLevel = level
        return logger
    }
}
