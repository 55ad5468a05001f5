// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import Workflow

/// What of a version is compared once more with the passages of other findings that bind it.
struct ForeignComparison: Sendable {
    private let version: VersionRecord
    private let files: [FindingFileRecord]
    private let contributions: [ContributionRecord]
    private let binding: [BindingPassage]
    private let salt: [UInt8]

    /// What a comparison comes to.
    enum Answer {
        case clean
        case stands
        /// One of the passages is no longer there to be compared with.
        case unknown
    }

    /// What the comparison has found.
    private struct Found: Sendable {
        /// Whether one of the passages stands.
        let stands: Bool
        /// Whether one is no longer there to be looked for.
        let isMissing: Bool
        /// The words of passages, as far as they were not kept yet.
        let fingerprints: [UUID: [UInt8]]

        var answer: Answer { stands ? .stands : isMissing ? .unknown : .clean }
    }

    /// `nil` when there is nothing to compare with.
    private init?(_ id: ID<FindingVersion>, _ db: Connection) throws(PostgresError) {
        let others = BindingPassageStore(db)
        binding = try others.unjudged(in: id)
        guard !binding.isEmpty, let version = try VersionStore(db).version(id) else { return nil }
        self.version = version
        files = try FindingFileStore(db).files(of: id)
        contributions = try ContributionStore(db).contributions(to: id)
        salt = try others.salt()
    }

    /// Compares a version once more as a job, which ends with that.
    ///
    /// `conclude` does in the same transaction what follows from what was found and from which flags'
    /// passages were compared; it is not asked when the job is another server's by then.
    static func run(
        _ job: JobRecord,
        _ context: JobContext,
        conclude:
            @escaping @Sendable (ID<FindingVersion>, Answer, _ compared: Set<UUID>, Connection) throws ->
            Void
    ) async throws {
        let id = ID<FindingVersion>(rawValue: job.subject)
        let work = try await context.read { db in try Self(id, db) }
        let found = try await work?.look(context)
        try await context.write { db in
            guard try JobStore(db).finish(job) else { return }
            try BindingPassageStore(db).keep(found?.fingerprints ?? [:])
            try conclude(id, found?.answer ?? .clean, work?.flags ?? [], db)
        }
    }

    /// The flags whose passages are compared.
    private var flags: Set<UUID> { Set(binding.map(\.flag.id)) }

    /// Only what stands word by word counts here; what is near was for the screening to find.
    private func look(_ context: JobContext) async throws -> Found {
        let description = Description(version, contributions, files)
        let text = ScreenTask.Text(
            name: DescriptionReading.name,
            content: DescriptionReading.passages(of: description)
        )
        let task = ScreenTask(
            texts: ScreenTask.texts(of: files, in: context.files) + [text],
            passages: binding.map { SoughtPassage($0, in: context.files) },
            salt: salt,
            near: false
        )
        let outcome = try await context.worker.run(task)
        guard !outcome.found.contains(where: { $0 == nil }) else { throw TakesTooLong() }
        let standing = StandingPassages([], binding: binding)
        let fingerprints = try outcome.fingerprints.map { place, words in
            (try standing.flag(at: place).id, words)
        }
        return Found(
            stands: outcome.found.contains { $0?.isEmpty == false },
            isMissing: !outcome.missing.isEmpty,
            fingerprints: Dictionary(fingerprints) { _, last in last }
        )
    }

    /// Comparing with the passages of other findings takes too long.
    private struct TakesTooLong: Error {}
}
