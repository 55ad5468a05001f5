// SPDX-License-Identifier: Apache-2.0

/// What went wrong between this program and PostgreSQL.
///
/// What it prints has names and codes, never values.
package struct PostgresError: Error, Sendable, Hashable {
    /// What happened, and with it what became of the transaction.
    package enum Kind: Sendable, Hashable {
        /// The connection could not be made or was lost before COMMIT was sent: the
        /// transaction did not take effect.
        case connection
        /// The server refused a statement; the SQLSTATE says why.
        case server(String)
        /// No connection became free in time.
        case checkoutTimeout
        /// The caller's deadline passed; the transaction was rolled back.
        case deadline
        /// The caller's task was cancelled; the transaction was rolled back.
        case cancelled
        /// A column could not be read.
        case decoding
        /// A statement that must return exactly one row returned another number.
        case unexpectedRowCount
        /// The connection was lost after COMMIT had been sent: the transaction may or
        /// may not have taken effect.
        case commitUnknown
        /// COMMIT waited for a lock that all commits take, longer than `lock_timeout`: the transaction was
        /// rolled back.
        case commitBlocked
        /// The pool is being shut down.
        case shutdown
        /// The driver was used in a way that it does not allow.
        case misuse
    }

    /// What happened, in the driver's terms.
    package let kind: Kind
    /// The server's SQLSTATE (ISO/IEC 9075), five capitals and digits; `nil` when it gave none.
    package let sqlState: String?
    /// The name of the constraint that was violated; `nil` when the server names none.
    package let constraint: String?
    /// The name of the table without its schema; `nil` when the server names none.
    package let table: String?
    /// What the server, libpq or the driver says; `nil` when the kind says it all.
    ///
    /// The server's may quote a value, in the exceptions of class 22 at least: for the log there is
    /// `description`.
    package let message: String?
    /// A prepared statement no longer fits the schema; preparing it anew repairs that.
    let isStalePlan: Bool

    /// Takes the parts as they are: the SQLSTATE of the kind `server` is to be given as `sqlState` too.
    package init(
        kind: Kind,
        sqlState: String? = nil,
        constraint: String? = nil,
        table: String? = nil,
        message: String? = nil,
        isStalePlan: Bool = false
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.message = message
        self.isStalePlan = isStalePlan
    }
}

extension PostgresError {
    /// There is such a row already: `unique_violation`, 23505.
    package var isUniqueViolation: Bool { sqlState == "23505" }
    /// A row points to one that is missing or was to go: `foreign_key_violation`, 23503.
    package var isForeignKeyViolation: Bool { sqlState == "23503" }
    /// A CHECK does not hold: `check_violation`, 23514.
    package var isCheckViolation: Bool { sqlState == "23514" }
    /// A lock was not to be had within `lock_timeout`: `lock_not_available`, 55P03; not of COMMIT's own.
    package var isLockTimeout: Bool { kind == .server("55P03") }
    /// The server broke the statement off: `query_canceled`, 57014.
    ///
    /// Mostly at its `statement_timeout`; what the driver itself cancels has the reason as its kind.
    package var isStatementTimeout: Bool { kind == .server("57014") }

    /// Run again as a whole the transaction may succeed: serialization failure (40001) or deadlock (40P01).
    package var isRetryable: Bool { kind == .server("40001") || kind == .server("40P01") }

    /// The database cannot be used at the moment and nothing was changed: connection loss, shutdown, too many
    /// connections, no connection free in time, commits that wait.
    package var isUnavailable: Bool {
        switch kind {
        case .connection, .checkoutTimeout, .commitBlocked, .shutdown: true
        case .server(let state): state.hasPrefix("57P0") || state.hasPrefix("53") || state.hasPrefix("08")
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    /// Everything but the message of a data exception (class 22), which quotes the value at fault.
    package var description: String {
        var parts = ["\(kind)"]
        if let sqlState, kind != .server(sqlState) { parts.append("sqlState: \(sqlState)") }
        if let constraint { parts.append("constraint: \(constraint)") }
        if let table { parts.append("table: \(table)") }
        if let message, sqlState?.hasPrefix("22") != true { parts.append(message) }
        return "PostgresError(" + parts.joined(separator: ", ") + ")"
    }
}

extension PostgresError {
    /// Whether a failover may look like it: the server ends, is gone, or only reads.
    var isOfFailover: Bool {
        switch kind {
        case .connection: true
        // A standby says to BEGIN READ WRITE that it does not have that feature.
        case .server("25006"), .server("0A000"): !isStalePlan
        case .server(let state): state.hasPrefix("57P0") || state.hasPrefix("08")
        default: false
        }
    }

    /// The same once its server is known to be a standby: there is no connection to the primary.
    var demoted: Self {
        Self(kind: .connection, sqlState: sqlState, message: "the server is a standby now")
    }
}
