// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc

/// What libpq is given to connect: the options' connection string and, over it, the settings that all of this
/// driver relies on.
struct ConnectionParameters: Sendable {
    let keywords: [String]
    let values: [String]
    let timeout: Duration
    /// Whether libpq understands the connection string.
    let isReadable: Bool

    init(_ options: PoolOptions) {
        let parsed = PQconninfoParse(options.conninfo, nil)
        defer { PQconninfoFree(parsed) }
        isReadable = parsed != nil
        let chosen = ConnectionParameters.options(in: parsed)
        // Earlier entries are defaults that the string may change; later ones are not for it to change.
        let pairs: [(String, String)] = [
            ("fallback_application_name", options.applicationName),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "10000"),
            ("dbname", options.conninfo),
            ("client_encoding", "UTF8"),
            ("options", ConnectionParameters.settings(options) + (chosen.map { " " + $0 } ?? "")),
        ]
        keywords = pairs.map(\.0)
        values = pairs.map(\.1)
        timeout = options.connectTimeout
    }

    private static func settings(_ options: PoolOptions) -> String {
        var settings: [(String, String)] = [
            ("timezone", "UTC"),
            // Compiling pays for statements of seconds. PostgreSQL compiles what it deems dear, anew at
            // each execution, and deems so many a statement over small tables that are not yet analysed: a
            // second for a row of 2 ms.
            ("jit", "off"),
            ("statement_timeout", String(options.statementTimeout.milliseconds)),
            ("lock_timeout", String(options.lockTimeout.milliseconds)),
            ("idle_in_transaction_session_timeout", String(options.idleInTransactionTimeout.milliseconds)),
        ]
        settings += options.settings.sorted { $0.key < $1.key }
        return settings.map { "-c \($0.0)=\(escaped($0.1))" }.joined(separator: " ")
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing(" ", with: "\\ ")
    }

    /// The `options` of the connection string, which would be lost under ours.
    private static func options(in parsed: UnsafeMutablePointer<PQconninfoOption>?) -> String? {
        guard var entry = parsed else { return nil }
        while let keyword = entry.pointee.keyword {
            if strcmp(keyword, "options") == 0, let value = entry.pointee.val {
                return String(cString: value)
            }
            entry += 1
        }
        return nil
    }

    /// Calls `body` with the arrays that `PQconnectStartParams` takes.
    func withArrays<T>(
        _ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> T
    ) -> T {
        let keywords = self.keywords.map { strdup($0) }
        let values = self.values.map { strdup($0) }
        defer {
            for copy in keywords + values { free(copy) }
        }
        return body(keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil])
    }
}

extension Duration {
    /// Whole milliseconds; what is shorter than one but not zero counts as one, because zero means no limit.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return milliseconds == 0 && self > .zero ? 1 : milliseconds
    }

    /// What `poll` takes: between zero and a day.
    var pollTimeout: Int32 {
        Int32(Swift.min(Swift.max(milliseconds, 0), 86_400_000))
    }
}
