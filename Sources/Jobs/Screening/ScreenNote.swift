// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Foundation
import Postgres
import Screening
import Store
import Workflow

/// Looks through the note of a withdrawal as through a file of its version: what stands in the way there
/// stands in the way here.
package struct ScreenNote: JobHandler {
    package let kind = JobKind.screenNote

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
        guard let work = try await context.read({ db in try Work(job.subject, db) }) else {
            // Its time went by, or an earlier attempt has screened it.
            return try await context.write { db in try JobStore(db).drop(job) }
        }
        let rules = try await work.screen(context, packs)
        try await context.write { db in
            guard try JobStore(db).finish(job) else { return }
            try db.screened(work.note, against: rules)
        }
    }
}

extension ScreenNote {
    /// What is to be screened, and what it is compared with.
    private struct Work: Sendable {
        let note: WithdrawalNoteRecord
        let releases: [ScopedFile]
        let flags: [FlagRecord]
        let binding: [BindingPassage]
        let salt: [UInt8]

        /// `nil` when the note does not wait for its screening.
        init?(_ publication: UUID, _ db: Connection) throws(PostgresError) {
            guard let note = try WithdrawalNoteStore(db).note(on: publication), note.state == .screening
            else {
                return nil
            }
            self.note = note
            releases = try ReleaseFileStore(db).files(inScopeOf: note.version)
            flags = try FlagStore(db).undismissed(on: note.finding)
            let others = BindingPassageStore(db)
            binding = try others.passages(on: note.version)
            salt = try others.salt()
        }

        /// The rules that stand in the way, each once.
        func screen(_ context: JobContext, _ packs: IdentifierPacks) async throws -> [String] {
            let forbidden = flags.filter(\.state.forbidsPassage)
            let task = ScreenTask(
                texts: [ScreenTask.Text(name: "note", content: .text(note.text))],
                releases: releases.map { ScreenTask.Release($0, in: context.files) },
                packs: packs,
                passages: forbidden.map { SoughtPassage($0, in: context.files) }
                    + binding.map { SoughtPassage($0, in: context.files) },
                salt: salt
            )
            let outcome: ScreenTask.Outcome
            do {
                outcome = try await context.worker.run(task)
            } catch let failure as WorkerFailure where failure.isOfInput {
                return ["unread"]
            }
            var standing = StandingPassages(forbidden, binding: binding)
            var items = try outcome.items + standing.take(missing: outcome.missing)
            for found in outcome.found { items += try standing.take(found, in: "note") }
            return Set(items.filter { $0.severity == .fail }.map(\.rule)).sorted()
        }
    }
}
