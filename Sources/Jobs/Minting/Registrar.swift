// SPDX-License-Identifier: Apache-2.0
import Domain
import Logging
import Postgres
import Publication
import ServiceLifecycle
import Store

/// Brings identifiers to the registry, one step at a time and outside of every request and transaction.
///
/// It runs in every server; an identifier that one has taken is passed over by the others. A registry that is
/// away is asked again, later and later, and holds up nothing else.
package struct Registrar: Service {
    private static let leaseSeconds = 120

    private let context: JobContext
    private let minter: any Minter
    private let listening: PoolOptions
    private let doi: @Sendable (PID) -> String

    /// `doi` names a publication that has no identifier yet.
    package init(
        _ context: JobContext,
        minter: any Minter,
        listening: PoolOptions,
        doi: @escaping @Sendable (PID) -> String
    ) {
        self.context = context
        self.minter = minter
        self.listening = listening
        self.doi = doi
    }

    package func run() async throws {
        await WakefulWork(
            channel: "identifiers",
            every: .seconds(30),
            listening: listening,
            logger: context.logger
        ).run {
            do {
                while !Task.isCancelled, try await step() {}
            } catch {
                // The next round tries again; the database may be away.
                context.logger.warning("identifiers could not be read or written: \(error)")
            }
        }
    }

    /// Takes the next identifier that is due one step further; false when none is.
    package func step() async throws -> Bool {
        let taken = try await context.write { db in
            try IdentifierStore(db).take(forSeconds: Self.leaseSeconds)
        }
        guard let identifier = taken else { return false }
        // What is due has a step: the database keeps the two together.
        guard let event = identifier.state.step(toward: identifier.wanted) else { return true }
        let doi = identifier.doi ?? doi(identifier.pid).lowercased()
        do {
            let document = try identifier.document.map { try Document(parsing: $0) }
            try await minter.perform(event, on: doi, of: identifier.pid, document)
        } catch {
            context.logger.warning(
                "the registry does not have \(doi) yet: \(error)",
                metadata: ["publication": "\(identifier.pid)", "event": "\(event.rawValue)"]
            )
            try await note(doi) { db in try IdentifierStore(db).postpone(identifier, because: "\(error)") }
            return true
        }
        try await note(doi) { db in try IdentifierStore(db).move(identifier, event, doi: doi) }
        return true
    }

    /// Writes down what became of a step, unless another server did when the lease had run out; what is
    /// still wanted is due again.
    private func note(_ doi: String, _ body: @escaping @Sendable (Connection) throws -> Void) async throws {
        do {
            try await context.write(body)
        } catch is LostRace {
            context.logger.info("another server has noted \(doi)")
        }
    }
}
