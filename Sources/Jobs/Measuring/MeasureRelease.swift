// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Files
import Postgres
import Publication
import Store
import Tables
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
        progress: @escaping @Sendable (Double) throws -> Void
    ) async throws {
        let id = ID<Release>(rawValue: job.subject)
        guard let work = try await context.read({ db in try Work(id, db) }) else {
            // The clock, or an earlier attempt, has moved the release on.
            return try await context.write { db in try JobStore(db).drop(job) }
        }
        let report = try await onOwnThread { flag in
            try work.report(from: context.files, policy) { done in
                try flag.check()
                try progress(done)
            }
        }
        let keys = try KeyRing(opening: context.keysDirectory)
        try await context.write { db in try Self.finish(job, work, report, keys, db) }
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

        /// Reads every file once; `progress` is told the share of the bytes read so far.
        func report(
            from store: FileStore,
            _ policy: MeasuringPolicy,
            progress: @escaping (Double) throws -> Void
        ) throws -> ReleaseReport {
            let identifiers = IdentifierRules(
                packs: policy.identifiers.packs,
                own: try OwnIdentifiers(words: own.words, shapes: own.shapes)
            )
            let total = Double(max(1, files.reduce(0) { $0 + $1.size }))
            var done: Int64 = 0
            let measured = try files.map { file in
                let before = done
                done += file.size
                return try measure(file, at: store.path(of: file.digest), policy, identifiers) { bytes in
                    try progress(Double(before + Int64(bytes)) / total)
                }
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
            at path: String,
            _ policy: MeasuringPolicy,
            _ identifiers: IdentifierRules,
            progress: @escaping (Int) throws -> Void
        ) throws -> ReleaseReport.File {
            let roles = file.columns.compactMap { column in
                column.role.flatMap { ColumnRole(rawValue: $0.rawValue) }.map { (column.name, $0) }
            }
            do {
                guard let dialect = try dialect(of: file, at: path) else {
                    return ReleaseReport.File(
                        file,
                        line: 1,
                        "its columns are not those of its header; put the file anew"
                    )
                }
                let report = try Anonymity.measure(
                    source: InputFile(following: path),
                    digest: file.digest.description,
                    roles: Dictionary(uniqueKeysWithValues: roles),
                    profile: policy.profiles[release.profile],
                    options: MeasureOptions(
                        dialect: dialect,
                        quasiSets: file.quasiSets,
                        missing: MissingWords(further: release.missing),
                        acknowledged: file.reasons,
                        identifiers: identifiers,
                        memory: policy.memory,
                        onProgress: progress
                    )
                )
                return ReleaseReport.File(file, report)
            } catch let error as CSVError {
                return ReleaseReport.File(file, line: error.line, error.asking(of: file.name))
            } catch let error as MeasureError where error.isOfTable {
                return ReleaseReport.File(file, line: nil, error.description)
            }
        }

        /// How the table is written; `nil` for a file of before whose columns were read in another way.
        private func dialect(of file: ReleaseFileRecord, at path: String) throws -> Dialect? {
            if let dialect = try Dialect(kept: file.dialect) { return dialect }
            let found = try TableStart(of: InputFile(following: path)).dialect()
            let header = try CSVReader(InputFile(following: path), dialect: found).header
            return header == file.columns.map(\.name) ? found : nil
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
