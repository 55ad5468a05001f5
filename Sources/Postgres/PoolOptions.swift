// SPDX-License-Identifier: Apache-2.0

/// How one role's connections are made, and the limits that its work is under.
package struct PoolOptions: Sendable {
    /// libpq's own connection string, `key=value` or a URI; several hosts are allowed.
    package var conninfo: String
    package var applicationName: String
    /// The most connections that are ever open.
    package var size = 8
    /// How long a caller waits for a connection.
    package var checkoutTimeout = Duration.seconds(5)
    package var connectTimeout = Duration.seconds(3)
    /// The server's limits.
    ///
    /// Zero is none.
    package var statementTimeout = Duration.seconds(5)
    package var lockTimeout = Duration.seconds(2)
    package var idleInTransactionTimeout = Duration.seconds(10)
    /// How long a transaction without a deadline of its own may hold a connection, whatever it does with it.
    package var transactionLimit = Duration.seconds(15)
    /// How long `shutdown` waits for work that is under way before it cancels it.
    package var shutdownGrace = Duration.seconds(10)
    /// Further server settings of every connection.
    package var settings: [String: String] = [:]
    /// How many prepared statements a connection keeps.
    package var statementCacheSize = 500
    /// Off behind a pooler that does not follow prepared statements.
    package var preparesStatements = true

    package init(conninfo: String, applicationName: String = "teahouse") {
        self.conninfo = conninfo
        self.applicationName = applicationName
    }
}

extension PoolOptions: CustomStringConvertible, CustomReflectable {
    /// Without the connection string, in which a password may be.
    package var description: String { "PoolOptions(\(applicationName), \(size) connections)" }

    package var customMirror: Mirror {
        Mirror(self, children: ["applicationName": applicationName, "size": size])
    }
}
