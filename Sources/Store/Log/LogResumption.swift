// SPDX-License-Identifier: Apache-2.0
import Postgres

/// Where the log goes on under another name.
package struct LogResumption: Record, Sendable {
    /// 2 for the first one: it opens the second log of the platform.
    package let number: Int
    /// The log's name since.
    package let origin: String
    /// The newest checkpoint of the log under the name before, as it was signed.
    package let previous: String
    /// The entry that says so.
    package let body: String
    /// The entry's place; `nil` until it is sealed.
    package let index: Int64?

    package static var columns: SQL { "number, origin, previous, body, index" }

    package init(row: inout Row) throws(DecodingFailure) {
        number = try row.next()
        origin = try row.next()
        previous = try row.next()
        body = try row.next()
        index = try row.next()
    }
}

extension PublishedLogStore {
    /// All of them, oldest first; a log that was never put back has none.
    package func resumptions() throws(PostgresError) -> [LogResumption] {
        try db.all("SELECT \(LogResumption.columns) FROM published.log_resumptions ORDER BY number")
    }
}

extension LogStore {
    /// Opens the log anew, with an entry that is sealed before all that waits.
    ///
    /// - Throws: `PostgresError` for a number or a name that the log has had (`log_resumptions_pkey`,
    ///   `log_resumptions_origin_unique`).
    package func resume(_ number: Int, as origin: String, after previous: String, entry: String)
        throws(PostgresError)
    {
        try db.execute("SELECT resume_log(\(Int32(number)), \(origin), \(previous), \(entry))")
    }
}
