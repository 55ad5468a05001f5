// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// Why a version of a finding is judged against a release.
package enum ScopeSource: String, CaseIterable, Sendable, SQLDecodable {
    /// The version names it.
    case listed
    /// A version before it was judged against it, and no moderator has taken it out since.
    case earlier
    /// It is not named, but the finding's people have had it before them.
    case downloaded
}

/// A file of a release against which a version of a finding is judged.
package struct ScopedFile: Record, Hashable, Sendable {
    /// The dataset's public identifier and the release's number, with a slash between them.
    package let release: String
    /// Why the version is judged against the release.
    package let source: ScopeSource
    /// The file's name within the release.
    package let name: String
    /// The SHA-256 of the file's bytes, by which they are stored.
    package let digest: Digest
    /// How the table is written; `nil` for a file of before.
    package let dialect: JSON?

    /// Of `scope_of(…) s`, `release_files f`, `releases r` and `datasets d`.
    package static var columns: SQL { "d.pid || '/' || r.sequence, s.source, f.name, f.digest, f.dialect" }

    package init(row: inout Row) throws(DecodingFailure) {
        release = try row.next()
        source = try row.next()
        name = try row.next()
        digest = try row.next()
        dialect = try JSON(stored: row.next())
    }
}
