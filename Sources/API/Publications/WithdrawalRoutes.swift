// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store
import Workflow

/// `POST /v1/publications/{pid}/actions/withdraw`: a publication is taken back; a tombstone and a signed revocation stay.
enum WithdrawalRoutes {
    static let all: [Route] = [
        Route(
            .post,
            PublicationRoutes.path + "/actions/withdraw",
            "Take a publication back",
            scope: .read,
            withdraw
        )
    ]

    private static func withdraw(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        let bytes = try await call.bytes()
        let (reason, category) = try call.decode(bytes) { body -> (String, Revocation.Reason.Category)? in
            // No longer than a revocation's reason can be.
            let reason = body.string("reason", length: 1...2000, multiline: true)
            let category = body.optionalEnumeration("category", as: Revocation.Reason.Category.self)
            return reason.map { ($0, category ?? .other) }
        }
        let keys = try KeyRing(opening: call.services.keysDirectory)
        return try await call.write(.read, bytes: bytes) { caller, db in
            let entry = try entry(pid, caller, db)
            try Standing(of: caller, to: entry, db).require(.withdraw)
            try call.requireMatch(entry.digest.description)
            let revocation = try db.withdraw(
                entry,
                because: .init(category: category, text: reason),
                signing: keys
            )
            return .representation(bytes: revocation.bytes)
        }
    }

    /// The publication, for who sees the version behind it; to all others what is public is not theirs to take back.
    private static func entry(_ pid: PID, _ caller: Caller, _ db: Connection) throws -> PublicationEntry {
        if let entry = try PublicationStore(db).publication(pid) { return entry }
        let published = try PublishedStore(db).publication(pid).orNotFound()
        let face: PublicationFace = published.isWithdrawn ? .withdrawn : .published
        try Standing(.publication, in: face.rawValue, by: caller.relations(), caller.scopes).require(
            .withdraw
        )
        throw ProblemDetails.notFound
    }
}
