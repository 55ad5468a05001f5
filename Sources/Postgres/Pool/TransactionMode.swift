// SPDX-License-Identifier: Apache-2.0

/// The kinds of work that a connection is borrowed for.
enum TransactionMode: Sendable {
    case read
    /// A read whose opening statement may write: the rest of it may not.
    case openedRead
    case write
    /// One unchanging view for work of any length, such as the export.
    case snapshot
    /// No transaction; the caller issues what it needs.
    case session

    /// What is sent ahead of the first statement.
    var prelude: [SQL] {
        switch self {
        case .read: ["BEGIN READ ONLY"]
        case .openedRead, .write: ["BEGIN READ WRITE"]
        case .snapshot:
            [
                "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                "SET LOCAL statement_timeout = 0",
                "SET LOCAL idle_in_transaction_session_timeout = 0",
            ]
        case .session: []
        }
    }

    /// What is sent behind the opening statements.
    var closing: [SQL] { self == .openedRead ? ["SET TRANSACTION READ ONLY"] : [] }

    /// Whether a server that only reads cannot do it.
    var writes: Bool { self == .openedRead || self == .write }

    /// Whether the work can simply be done again.
    ///
    /// A snapshot's body writes files, a session's has committed.
    var isRepeatable: Bool { self != .snapshot && self != .session }

    /// Whether the pool's limit on the length of a transaction holds.
    var isLimited: Bool { isRepeatable }
}
