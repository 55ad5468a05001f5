// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Logging
import Postgres
import Publication
import Store
import Workflow

/// Makes one export of everything that was published: one unchanging view of the database, under the role
/// that sees published rows only, into a snapshot that replaces the current one whole or not at all.
package struct NightlyExport: Sendable {
    private let exporter: Database
    private let platform: Database
    private let keysDirectory: String
    private let extras: ExportExtras

    /// `exporter` and `platform` are pools of the roles of those names; the second keeps the record of the
    /// runs.
    package init(exporter: Database, platform: Database, keysDirectory: String, extras: ExportExtras) {
        self.exporter = exporter
        self.platform = platform
        self.keysDirectory = keysDirectory
        self.extras = extras
    }

    /// Runs the export and keeps `keep` snapshots.
    ///
    /// `progress` is told the number of publications written so far.
    ///
    /// - Throws: `LockHeld` when another export into the folder is under way, and `SigningRefused` when
    ///   the keys are not this database's, or the last export has more of the log than it.
    package func run(
        into directory: String,
        keep: Int,
        startsAnew: Bool = false,
        compression: Compression = .standard,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> ExportSummary {
        let keysDirectory = keysDirectory
        let keys = try await record { db in try SigningState(db, keysDirectory: keysDirectory).begin() }
        let extras = extras
        let begun = try await exporter.read { db in try ExportStore(db).now() }
        let lock = try ExportLock(directory: directory, at: begun)
        // A database that was put back knows fewer runs than the folder.
        let current = try lock.currentRun
        let known = try lock.currentCheckpoint
        let run = try await record { db in
            if let known {
                try SigningState(db, keysDirectory: keysDirectory).require(known.signed, from: known.path)
            }
            return try ExportRunStore(db).begin(directory: directory, after: current)
        }
        let summary: ExportSummary
        do {
            let sealed = try await exporter.snapshot { db in
                let store = ExportStore(db)
                let writer = try ExportWriter(
                    lock: lock,
                    run: run,
                    at: try store.now(),
                    keys: keys,
                    extras: extras,
                    compression: compression,
                    keep: keep,
                    startsAnew: startsAnew
                )
                try Self.copy(db, to: writer, progress)
                return try writer.seal()
            }
            try await seal(run, sealed.manifest)
            summary = try sealed.makeCurrent()
        } catch {
            // A full disk is not to stay full; where even this fails, the next run does it.
            try? lock.discard(run: run)
            // Where the database is what failed, the next run gives this one up.
            try? await fail(run, "\(error)")
            throw error
        }
        try await record { db in try ExportRunStore(db).swap(run) }
        return summary
    }

    private static func copy(_ db: Connection, to writer: ExportWriter, _ progress: (Int) -> Void) throws {
        var count = 0
        try ExportStore(db).forEach { publication in
            try writer.append(record(publication))
            count += 1
            if count % 1000 == 0 { progress(count) }
        }
        try copyLog(db, to: writer)
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
        let content: ExportRecord.Content
        if let record = publication.record {
            if publication.header.isWithdrawn {
                guard let revocation = publication.revocation else { throw MalformedCopy() }
                content = .withdrawn(certificate: publication.certificate, revocation: revocation)
            } else {
                content = .published(document: record, certificate: publication.certificate)
            }
        } else {
            content = .hidden
        }
        return ExportRecord(header: publication.header, content: content)
    }

    /// Asks just before the swap whether this run is still the one that should win: one that was given up,
    /// since it lost its lock and another began, is not.
    private func seal(_ run: Int, _ manifest: Manifest) async throws {
        let digest = Digest(hashing: try manifest.canonical())
        let count = manifest.counts.published + manifest.counts.withdrawn
        do {
            try await record { db in
                try ExportRunStore(db).seal(run, publications: count, manifest: digest)
            }
        } catch is LostRace {
            throw ExportError.superseded(run: run)
        }
    }

    private func fail(_ run: Int, _ cause: String) async throws {
        try await record { db in try ExportRunStore(db).fail(run, because: cause) }
    }

    private func record<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await platform.write(body)
    }
}
