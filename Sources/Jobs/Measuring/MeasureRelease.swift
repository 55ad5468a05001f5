// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Postgres
import Publication
import Store
import Workflow

/// Measures the anonymity of a release's files and lets the gate of its profile decide.
///
/// A file that is no proper table makes a failing report, not a failed job: that is for
/// the data officer to mend.
package struct MeasureRelease: JobHandler {
    package let kind = JobKind.measureRelease

    private let policy: MeasuringPolicy

    package init(_ policy: MeasuringPolicy = MeasuringPolicy()) {
        self.policy = policy
    }

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        let id = ID<Release>(rawValue: job.subject)
        guard let work = try await context.read({ db in try Work(id, db) }) else {
            // The clock, or an earlier attempt, has moved the release on.
            return try await context.write { db in try JobStore(db).drop(job) }
        }
        let report = try await work.report(context, policy, progress: progress)
        try await context.write { db in
            let keys = try db.signingKeys(in: context.keysDirectory)
            try Self.finish(job, work, report, keys, db)
        }
    }

    /// Ends the job with what was measured, unless another server has taken it.
    private static func finish(
        _ job: JobRecord,
        _ work: Work,
        _ report: ReleaseReport,
        _ keys: KeyRing,
        _ db: Connection
    ) throws {
        guard try JobStore(db).finish(job) else { return }
        let measurement = ReleaseMeasurement(
            fingerprint: work.fingerprint,
            profile: report.profile,
            passed: report.passed,
            report: report.canonical
        )
        try db.measured(work.release, measurement, signing: keys)
    }
}

extension MeasureRelease {
    /// What is to be measured, as it was when the work began; it cannot change while
    /// the release is measuring.
    struct Work: Sendable {
        let release: ReleaseRecord
        let files: [ReleaseFileRecord]
        let fingerprint: Digest
        /// The provider's own identifiers.
        let own: OwnIdentifierList

        /// `nil` when the release does not wait for a measurement.
        init?(_ id: ID<Release>, _ db: Connection) throws(PostgresError) {
            guard let release = try ReleaseStore(db).release(id), release.state == .measuring,
                let fingerprint = try AnonymityReportStore(db).fingerprint(of: id)
            else { return nil }
            self.release = release
            self.fingerprint = fingerprint
            files = try ReleaseFileStore(db).files(of: id)
            own = try OwnIdentifierStore(db).list(of: release.organisation)
        }

        /// Has every file read, each by a process of its own.
        ///
        /// `progress` is told the share of the bytes read so far.
        func report(
            _ context: JobContext,
            _ policy: MeasuringPolicy,
            progress: @escaping @Sendable (Double) -> Void
        ) async throws -> ReleaseReport {
            let total = Double(max(1, files.reduce(0) { $0 + $1.size }))
            var before = 0.0
            var measured: [ReleaseReport.File] = []
            for file in files {
                let (done, size) = (before, Double(file.size))
                let outcome = try await measure(file, context, policy) {
                    progress((done + size * $0) / total)
                }
                measured.append(ReleaseReport.File(file, outcome))
                before += size
            }
            return ReleaseReport(
                release: release.subject,
                fingerprint: fingerprint,
                profile: release.profile,
                files: measured
            )
        }

        private func measure(
            _ file: ReleaseFileRecord,
            _ context: JobContext,
            _ policy: MeasuringPolicy,
            progress: @escaping @Sendable (Double) -> Void
        ) async throws -> MeasureTask.Outcome {
            let roles = file.columns.compactMap { column in
                column.role.flatMap { ColumnRole(rawValue: $0.rawValue) }.map { (column.name, $0) }
            }
            let task = MeasureTask(
                path: context.files.path(of: file.digest),
                name: file.name,
                digest: file.digest,
                roles: Dictionary(uniqueKeysWithValues: roles),
                profile: policy.profiles[release.profile],
                dialect: file.dialect,
                columns: file.columns.map(\.name),
                quasiSets: file.quasiSets,
                missing: release.missing,
                acknowledged: file.reasons,
                packs: policy.packs,
                ownWords: own.words,
                ownShapes: own.shapes,
                memory: policy.memory
            )
            do {
                return try await context.worker.run(task, progress: progress)
            } catch let failure as WorkerFailure where failure.isOfInput {
                return MeasureTask.Outcome(
                    line: nil,
                    "measuring it \(failure.reason): give fewer quasi-identifiers or coarser columns"
                )
            }
        }
    }
}

extension ReleaseFileRecord {
    /// By column, why what is suspected in it is no identifier.
    fileprivate var reasons: [String: String] {
        Dictionary(
            uniqueKeysWithValues: columns.compactMap { column in
                column.acknowledged.map { (column.name, $0) }
            }
        )
    }
}

extension GateProfiles {
    /// The thresholds of a release's profile.
    fileprivate subscript(profile: Release.Profile) -> GateProfile {
        switch profile {
        case .open: open
        case .agreement: agreement
        case .enclave: enclave
        }
    }
}
