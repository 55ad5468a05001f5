// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc

/// What libpq is given to connect: the options' connection string and, over it, the settings that all of this
/// driver relies on.
struct ConnectionParameters: Sendable {
    let keywords: [String]
    let values: [String]
    let timeout: Duration
    /// The servers that the string names.
    let hosts: Hosts
    /// Whether libpq understands the connection string.
    let isReadable: Bool

    init(_ options: PoolOptions) {
        let string = ConnectionString(options.conninfo)
        isReadable = string.isReadable
        hosts = Hosts(string)
        // Not `read-write`: a role of which every transaction only reads would be refused by the primary too.
        let role = hosts.all.count > 1 ? [("target_session_attrs", "primary")] : []
        // Earlier entries are defaults that the string may change; later ones are not for it to change.
        let pairs: [(String, String)] =
            role + [
                ("fallback_application_name", options.applicationName),
                ("keepalives_idle", "30"),
                ("keepalives_interval", "10"),
                ("keepalives_count", "3"),
                ("tcp_user_timeout", "10000"),
                ("dbname", options.conninfo),
                ("client_encoding", "UTF8"),
                (
                    "options",
                    ConnectionParameters.settings(options) + (string["options"].map { " " + $0 } ?? "")
                ),
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

    /// Calls `body` with the arrays that `PQconnectStartParams` takes, for one of the hosts.
    func withArrays<T>(
        host: Int,
        _ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> T
    ) -> T {
        let own = hosts.all[host]
        let keywords = (self.keywords + own.map(\.keyword)).map { strdup($0) }
        let values = (self.values + own.map(\.value)).map { strdup($0) }
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
