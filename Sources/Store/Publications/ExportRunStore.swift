// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The record of the exports that were made.
package struct ExportRunStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    /// Begins a run, gives up those into the same folder that did not end, and returns its number.
    ///
    /// Whoever asks holds the folder's lock, so the others' processes are gone, or have lost it.
    package func begin(directory: String) throws(PostgresError) -> Int {
        let run: Int =
            try db.scalar("INSERT INTO export_runs (directory) VALUES (\(directory)) RETURNING number") ?? 0
        try giveUp(directory: directory, before: run)
        return run
    }

    /// Moves a run; false if it was no longer in `old`, so that a run which was given up never becomes current.
    package func move(
        _ run: Int,
        from old: ExportRun,
        to new: ExportRun,
        publications: Int? = nil,
        manifest: Digest? = nil,
        cause: String? = nil
    ) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE export_runs
            SET state = \(new), publications = coalesce(\(publications), publications),
                manifest_digest = coalesce(\(manifest), manifest_digest), cause = coalesce(\(cause), cause),
                finished_at = CASE WHEN \(new) IN ('current', 'failed') THEN platform_now() ELSE finished_at END
            WHERE number = \(run) AND state = \(old)
            """
        ) > 0
    }

    private func giveUp(directory: String, before run: Int) throws(PostgresError) {
        try db.execute(
            """
            UPDATE export_runs SET state = 'failed', finished_at = platform_now(), cause = 'interrupted'
            WHERE directory = \(directory) AND number < \(run) AND state IN ('planned', 'writing', 'sealed')
            """
        )
    }
}
