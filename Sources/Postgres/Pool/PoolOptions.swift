// SPDX-License-Identifier: Apache-2.0

/// How one role's connections are made, and the limits that its work is under.
package struct PoolOptions: Sendable {
    /// libpq's own connection string, `key=value` or a URI; several hosts are allowed.
    package var conninfo: String
    /// The name that the server shows for the connections, unless the connection string has one.
    package var applicationName: String
    /// The most connections that are ever open; positive.
    package var size = 8
    /// How long a caller waits for a connection, before it is refused with `checkoutTimeout`.
    package var checkoutTimeout = Duration.seconds(5)
    /// How long it may take to connect, to all the hosts together; one of several has a second.
    package var connectTimeout = Duration.seconds(5)
    /// The server's limit on one statement; zero means no limit.
    package var statementTimeout = Duration.seconds(5)
    /// The server's limit on a statement's wait for a lock; zero means no limit.
    package var lockTimeout = Duration.seconds(2)
    /// The server's limit on the time between two statements of a transaction; zero means no limit.
    package var idleInTransactionTimeout = Duration.seconds(10)
    /// The time that a transaction without a deadline of its own has, whatever it does with it.
    ///
    /// It is counted from the end of `checkoutTimeout`, however soon the connection was lent.
    package var transactionLimit = Duration.seconds(15)
    /// How long `shutdown` waits for work that is under way before it cancels it.
    package var shutdownGrace = Duration.seconds(10)
    /// Further server settings of every connection, by name; they win over the limits above.
    package var settings: [String: String] = [:]
    /// How many prepared statements a connection keeps; when there are so many, all of them are dropped.
    package var statementCacheSize = 500
    /// Off behind a pooler that does not follow prepared statements.
    package var preparesStatements = true

    /// The defaults; a connection string that libpq cannot read is found out on connecting.
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
