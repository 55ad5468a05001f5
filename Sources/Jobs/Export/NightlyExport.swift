// SPDX-License-Identifier: Apache-2.0
import Domain
import Logging
import Postgres
import Publication
import Store

/// Makes one export of everything that was published: one unchanging view of the database, under the role that sees
/// published rows only, into a snapshot that replaces the current one whole or not at all.
package struct NightlyExport: Sendable {
    private let exporter: Database
    private let app: Database
    private let keysDirectory: String

    /// `exporter` and `app` are pools of the roles of those names; the second keeps the record of the runs.
    package init(exporter: Database, app: Database, keysDirectory: String) {
        self.exporter = exporter
        self.app = app
        self.keysDirectory = keysDirectory
    }

    /// Runs the export and keeps `keep` snapshots.
    ///
    /// `progress` is told the number of publications written so far.
    ///
    /// - Throws: `LockHeld` when another export into the folder is under way.
    package func run(
        into directory: String,
        keep: Int,
        startsAnew: Bool = false,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> ExportSummary {
        let keys = try KeyRing(opening: keysDirectory)
        let run = try await record { db in try ExportRunStore(db).begin(directory: directory) }
        do {
            let summary = try await exporter.snapshot { db in
                let store = ExportStore(db)
                guard let now = try store.now() else { throw MalformedCopy() }
                let writer = try ExportWriter(
                    directory: directory,
                    run: run,
                    at: now,
                    keys: keys,
                    keep: keep,
                    startsAnew: startsAnew
                )
                var count = 0
                try store.forEach { publication in
                    try writer.append(Self.record(publication))
                    count += 1
                    if count % 1000 == 0 { progress(count) }
                }
                try Self.copyLog(db, to: writer)
                return try writer.finish()
            }
            try await finish(run, directory, summary)
            return summary
        } catch {
            let cause = "\(error)"
            _ = try await record { db in
                try ExportRunStore(db).move(run, from: .planned, to: .failed, cause: cause)
            }
            throw error
        }
    }

    /// The log as it was sealed in this view of the database.
    private static func copyLog(_ db: Connection, to writer: ExportWriter) throws {
        let log = PublishedLogStore(db)
        guard let head = try log.head() else { return }
        var next: Int64 = 0
        while next < head.size {
            let entries = try log.entries(from: next, limit: Int(min(logPage, head.size - next)))
            guard !entries.isEmpty else { throw ExportError.logDisagrees(entries: next) }
            for entry in entries { try writer.append(logEntry: Array(entry.body.utf8)) }
            next += Int64(entries.count)
        }
        try writer.endLog(checkpoint: head.note)
    }

    private static let logPage: Int64 = 10_000

    private static func record(_ publication: ExportedPublication) throws -> ExportRecord {
        guard publication.isWithdrawn else {
            return .published(
                pid: publication.pid,
                document: publication.record,
                certificate: publication.certificate
            )
        }
        guard let revocation = publication.revocation else { throw MalformedCopy() }
        return .withdrawn(pid: publication.pid, certificate: publication.certificate, revocation: revocation)
    }

    private func finish(_ run: Int, _ directory: String, _ summary: ExportSummary) async throws {
        let digest = Digest(hashing: try summary.manifest.canonical())
        let count = summary.manifest.counts.published + summary.manifest.counts.withdrawn
        try await record { db in
            let runs = ExportRunStore(db)
            try runs.giveUp(directory: directory, before: run)
            var state = ExportRun.planned
            for event in [ExportRun.Event.start, .seal, .swap] {
                let next = try state.after(event)
                _ = try runs.move(run, from: state, to: next, publications: count, manifest: digest)
                state = next
            }
            try AuditLog(db).record("current", ExportRun.object, "\(run)")
        }
    }

    private func record<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await app.write(opening: SignIn.platform, body)
    }
}
