// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store
import Workflow

/// How a publication ends: taken back by its authors, or hidden and taken down by neutral judges.
enum WithdrawalRoutes {
    static let routes: [Route] = [
        Route(
            .post,
            PublicationRoutes.path + "/actions/withdraw",
            "Take a publication back",
            scope: .read,
            contract: .change("withdraw", .publications, withdrawal.described, .document)
        ) { call in
            let keys = call.services.keysDirectory
            return try await Act<PublicationEntry, Withdrawal>(.withdraw, scope: .read, body: withdrawal)
                .run(call) { entry, asked, caller, db in
                    try db.withdraw(
                        entry,
                        as: asked.category,
                        note: asked.note,
                        by: caller.person,
                        signing: db.signingKeys(in: keys)
                    )
                } answer: { revocation, _, _, _ in
                    .representation(bytes: revocation.bytes)
                }
        },
        Route(
            .post,
            PublicationRoutes.path + "/actions/take_down",
            "Ask for a publication's end against its authors; two neutral judges bring it about",
            scope: .read,
            contract: .change("takeDown", .publications, takedown.described, outcome.schema)
        ) { call in
            let keys = call.services.keysDirectory
            return try await Act<PublicationEntry, TakingDown>(.takeDown, scope: .read, body: takedown)
                .run(call) { entry, asked, caller, db in
                    try db.takeDown(
                        entry,
                        as: asked.category,
                        by: caller.person,
                        because: asked.reason,
                        signing: db.signingKeys(in: keys)
                    )
                } answer: { takedown, _, _, _ in
                    .representation(outcome.json(takedown))
                }
        },
        Route(
            .post,
            PublicationRoutes.path + "/actions/hide",
            "Hide a publication for ten days, once",
            scope: .read,
            contract: .change("hidePublication", .publications, Body.reason.described, hidden.schema)
        ) { call in
            try await Act<PublicationEntry, String>(.hide, scope: .read, body: .reason)
                .run(call) { entry, reason, caller, db in
                    try db.hide(entry, by: caller.person, because: reason)
                } answer: { _, pid, _, db in
                    .representation(hidden.json(try PublicationStore(db).publication(pid).orNotFound()))
                }
        },
    ]

    private struct Withdrawal: Sendable {
        let category: Revocation.Reason.Category
        let note: String?
    }

    private static let category = Field("category", .one(of: Revocation.Reason.Category.self))

    private static let withdrawal = Body(
        category,
        Field("note", .lines(Limits.withdrawalNote)).optional,
        example: ["category": "error", "note": "The second table was wrong."],
        make: Withdrawal.init
    )

    private struct TakingDown: Sendable {
        let category: Revocation.Reason.Category
        let reason: String
    }

    private static let takedown = Body(
        category,
        Field("reason", .lines(Limits.reason)),
        example: ["category": "personal_data", "reason": "A person can be recognised in the second table."],
        make: TakingDown.init
    )

    private static let outcome = Representation<Takedown>(
        "Takedown",
        "What a voice for a takedown has led to."
    ) {
        Member("votes", .ordinal) { $0.votes }
        Member("votes_needed", .ordinal) { $0.votesNeeded }
        Member("withdrawn", .bool) { $0.isDone }
    }

    private static let hidden = Representation<PublicationEntry>("Hiding", "A publication that is hidden.") {
        Member("pid", .pid(.publication)) { $0.pid }
        Member("state", .one(of: PublicationRecord.State.self)) { $0.state }
        Member("due_at", orNull: .time) { $0.dueAt }
    }
}
