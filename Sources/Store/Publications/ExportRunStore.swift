// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The record of the exports that were made.
package struct ExportRunStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Begins a run, gives up those into the same folder that did not end, and returns its number, which is
    /// larger than `last`, that of the folder's current snapshot.
    ///
    /// Whoever asks holds the folder's lock, so the others' processes are gone, or have lost it.
    package func begin(directory: String, after last: Int) throws -> Int {
        try db.execute("SELECT pass_export_runs(\(Int64(last)))")
        let run: Int = try db.value(
            "INSERT INTO export_runs (directory) VALUES (\(directory)) RETURNING number"
        )
        let earlier: [Int] = try db.scalars(
            """
            SELECT number FROM export_runs
            WHERE directory = \(directory) AND number < \(run) AND state IN ('planned', 'writing', 'sealed')
            """
        )
        for number in earlier { try fail(number, because: "interrupted") }
        try db.move(Subject(run, ExportRun.planned), .start)
        return run
    }

    /// Notes that a run's files are whole.
    ///
    /// - Throws: `LostRace` when the run was given up, so that it never becomes current.
    package func seal(_ run: Int, publications: Int, manifest: Digest) throws {
        try db.move(
            Subject(run, ExportRun.writing),
            .seal,
            set: ["publications = \(publications)", "manifest_digest = \(manifest)"]
        )
    }

    /// Notes that a run is the present export.
    ///
    /// - Throws: `LostRace` when it was given up meanwhile.
    package func swap(_ run: Int) throws {
        try db.move(Subject(run, ExportRun.sealed), .swap, set: ["finished_at = platform_now()"])
    }

    /// Ends a run that did not come to its end, whatever state it is in; one that has ended stays as it is.
    package func fail(_ run: Int, because cause: String) throws {
        let state: ExportRun? = try db.scalar(
            "SELECT state FROM export_runs WHERE number = \(run) FOR UPDATE"
        )
        guard let state, state.next(.fail) != nil else { return }
        try db.move(Subject(run, state), .fail, set: ["finished_at = platform_now()", "cause = \(cause)"])
    }
}
