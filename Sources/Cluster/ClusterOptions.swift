// SPDX-License-Identifier: Apache-2.0

/// How a private PostgreSQL cluster is to be run.
package struct ClusterOptions: Sendable {
    /// What a commit survives.
    package enum Durability: Sendable {
        /// The loss of power: fsync, synchronous commit and full page writes are on.
        case full
        /// The death of the server, but not of the machine: fsync and full page writes are off. For tests.
        case throwaway
    }

    /// The data folder.
    ///
    /// Made by the first start; its parent too.
    package var directory: String

    /// Where the socket should be; `nil` puts it beside the data folder.
    ///
    /// A place that PostgreSQL cannot use (too long a path, or one that its user cannot reach) is replaced
    /// by a folder of its own under `/run`, `XDG_RUNTIME_DIR` or `/tmp`.
    package var socketDirectory: String?

    package var durability: Durability

    package var maxConnections: Int

    /// Only a part of the socket's name: no port is opened.
    package var port: Int

    /// Further server settings.
    ///
    /// They cannot replace those that keep the cluster private and durable.
    package var settings: [String: String]

    /// The folder with `postgres` and `initdb`; `nil` looks for one.
    package var binaryDirectory: String?

    /// How long a start may take, recovery after a crash included.
    package var startLimit: Duration

    package init(
        directory: String,
        socketDirectory: String? = nil,
        durability: Durability = .full,
        maxConnections: Int = 100,
        port: Int = 5432,
        settings: [String: String] = [:],
        binaryDirectory: String? = nil,
        startLimit: Duration = .seconds(300)
    ) {
        self.directory = directory
        self.socketDirectory = socketDirectory
        self.durability = durability
        self.maxConnections = maxConnections
        self.port = port
        self.settings = settings
        self.binaryDirectory = binaryDirectory
        self.startLimit = startLimit
    }

    /// What the server gets on its command line, where neither `ALTER SYSTEM` nor an edited file overrides
    /// it.
    func serverSettings(socketDirectory: String) -> [String: String] {
        var all = settings
        let durable = durability == .full ? "on" : "off"
        all["fsync"] = durable
        all["synchronous_commit"] = "on"
        all["full_page_writes"] = durable
        if durability == .throwaway {
            all["wal_level"] = settings["wal_level"] ?? "minimal"
            all["max_wal_senders"] = settings["max_wal_senders"] ?? "0"
        } else {
            // DETAIL lines quote the values of rows, which have no place in a log.
            all["log_error_verbosity"] = "terse"
        }
        all["listen_addresses"] = ""
        all["unix_socket_directories"] = "\"\(socketDirectory.replacing("\"", with: "\"\""))\""
        all["unix_socket_permissions"] = "0700"
        all["port"] = String(port)
        all["max_connections"] = String(maxConnections)
        all["logging_collector"] = "off"
        all["log_destination"] = "stderr"
        all["log_line_prefix"] = "%m [%p] "
        all["log_timezone"] = "UTC"
        all["timezone"] = "UTC"
        return all
    }
}
