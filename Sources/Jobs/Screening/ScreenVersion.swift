// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Foundation
import Postgres
import Publication
import Screening
import Store
import Workflow

/// Looks through a submitted version, its files and its description, for direct identifiers, for statistics
/// that disclose something about single units, for rows and rare tokens of the releases used, for counts that
/// disclose something beside those of earlier findings, and for flagged passages that still stand; the first
/// gate.
package struct ScreenVersion: JobHandler {
    package let kind = JobKind.screenVersion

    private let packs: IdentifierPacks

    /// Looks for the identifiers of an installation.
    package init(_ packs: IdentifierPacks = .all) {
        self.packs = packs
    }

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        let id = ID<FindingVersion>(rawValue: job.subject)
        guard let work = try await context.read({ db in try Work(id, db) }) else {
            // The version was taken back, or an earlier attempt has screened it.
            return try await context.write { db in try JobStore(db).drop(job) }
        }
        let result = try await work.screen(context, packs, progress: progress)
        try await context.write { db in try Self.finish(job, work, result, db) }
    }

    package func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws {
        guard let work = try Work(ID(rawValue: job.subject), db) else { return }
        let reason = (error as? WorkerFailure)?.reason ?? "did not succeed"
        let report = work.unread(because: reason).report
        try db.screened(work.version.id, having: [], near: [], without: []) {
            ScreeningOutcome(passed: report.passed, report: report.canonical)
        }
    }

    private static func finish(_ job: JobRecord, _ work: Work, _ result: Work.Result, _ db: Connection) throws
    {
        guard try JobStore(db).finish(job) else { return }
        try BindingPassageStore(db).keep(result.fingerprints)
        try BindingPassageStore(db).note(result.foreign, standingIn: work.version.id)
        try db.screened(work.version.id, having: result.standing, near: result.near, without: result.gone) {
            // A moderator took a release out while the job was at work: it begins anew.
            guard try ReleaseFileStore(db).files(inScopeOf: work.version.id) == work.releases else {
                throw ScopeChanged()
            }
            let report = try result.report.adding(differences(work, result, db))
            return ScreeningOutcome(passed: report.passed, report: report.canonical)
        }
    }
}

/// What a version is judged against is no longer what the screening compared it with.
struct ScopeChanged: Error {}

extension ScreenVersion {
    /// Compares the counts with those of others' findings on the same releases, and
    /// keeps them for later ones.
    private static func differences(_ work: Work, _ result: Work.Result, _ db: Connection) throws
        -> [ScreeningReport.Item]
    {
        let counts = CountStore(db)
        var items: [ScreeningReport.Item] = []
        for file in result.counts {
            let subjects = file.counts.map(\.subject)
            let values = file.counts.map(\.value)
            let rules = OutputRules()
            for difference in try counts.differences(
                subjects,
                values,
                of: work.version.id,
                below: rules.smallestDifference
            ) {
                let line = file.counts[difference.place].line
                items.append(.differencing(difference, in: file.name, line: line))
            }
            try counts.keep(subjects, values, of: work.version.id)
        }
        return items
    }

    /// What is to be screened, as it was when the work began; a submitted version does not change.
    struct Work: Sendable {
        let version: VersionRecord
        let files: [FindingFileRecord]
        let contributions: [ContributionRecord]
        /// What is published of it; `nil` for what was submitted before documents were fixed.
        let document: DraftDocument?
        let releases: [ScopedFile]
        let flags: [FlagRecord]
        let binding: [BindingPassage]
        let judged: Set<UUID>
        let salt: [UInt8]

        struct Result: Sendable {
            let report: ScreeningReport
            /// The finding's own flags whose passages the version has.
            let standing: [FlagRecord]
            /// The flags whose passages had to go, and most of whose words the version has.
            let near: [FlagRecord]
            /// The finding's own flags whose passages it does not have.
            let gone: [FlagRecord]
            /// The passages of other findings that it has.
            let foreign: Set<UUID>
            /// The words of passages that bind it, as far as they were not kept yet.
            let fingerprints: [UUID: [UInt8]]
            /// Of each file.
            let counts: [(name: String, counts: [OutputCount])]
        }

        /// `nil` when the version does not wait for its screening.
        init?(_ id: ID<FindingVersion>, _ db: Connection) throws {
            guard let version = try VersionStore(db).version(id), version.state == .submitted else {
                return nil
            }
            self.version = version
            files = try FindingFileStore(db).files(of: id)
            contributions = try ContributionStore(db).contributions(to: id)
            document = try CertificationStore(db).certification(of: id)?.document.map {
                try DraftDocument(parsing: $0)
            }
            releases = try ReleaseFileStore(db).files(inScopeOf: id)
            flags = try FlagStore(db).all(on: version.finding)
            let others = BindingPassageStore(db)
            binding = try others.passages(on: id)
            judged = try others.judged(in: id)
            salt = try others.salt()
        }

        /// Has it looked through by a process of its own.
        func screen(
            _ context: JobContext,
            _ packs: IdentifierPacks,
            progress: @escaping @Sendable (Double) -> Void
        ) async throws -> Result {
            do {
                return try result(
                    of: await context.worker.run(task(context.files, packs), progress: progress)
                )
            } catch let failure as WorkerFailure where failure.isOfInput {
                return unread(because: failure.reason)
            }
        }

        private func task(_ store: FileStore, _ packs: IdentifierPacks) -> ScreenTask {
            // What was submitted before documents were fixed says what its document would say.
            let published = document?.content ?? Document(of: version, contributions, files)
            return ScreenTask(
                texts: ScreenTask.texts(of: files, in: store) + [DescriptionReading(published).text],
                releases: releases.map { ScreenTask.Release($0, in: store) },
                packs: packs,
                passages: flags.map { SoughtPassage($0, in: store) }
                    + binding.map { SoughtPassage($0, in: store) },
                salt: salt
            )
        }

        private func result(of outcome: ScreenTask.Outcome) throws -> Result {
            var standing = StandingPassages(flags, binding: binding, judged: judged)
            var items = try standing.take(missing: outcome.missing)
            items += outcome.items
            let names = files.map(\.name) + [DescriptionReading.name]
            guard outcome.found.count == names.count else { throw MalformedMessage(member: "found") }
            for (name, found) in zip(names, outcome.found) { items += try standing.take(found, in: name) }
            var report = ScreeningReport(version: version.subject, files: files, items: items)
            report.unlisted = outcome.items.reduce(into: outcome.total) { $0[$1.severity, default: 0] -= 1 }
            let fingerprints = try outcome.fingerprints.map { place, words in
                (try standing.flag(at: place).id, words)
            }
            return Result(
                report: report,
                standing: standing.standing,
                near: standing.near,
                gone: standing.gone,
                foreign: standing.foreign,
                fingerprints: Dictionary(fingerprints) { _, last in last },
                counts: releases.isEmpty ? [] : outcome.counts
            )
        }

        /// What was not looked through does not pass, whatever it is.
        fileprivate func unread(because reason: String) -> Result {
            let names = files.map(\.name) + [DescriptionReading.name]
            return Result(
                report: ScreeningReport(
                    version: version.subject,
                    files: files,
                    items: names.map { .unread($0, because: reason) }
                ),
                standing: [],
                near: [],
                gone: [],
                foreign: [],
                fingerprints: [:],
                counts: []
            )
        }
    }
}
