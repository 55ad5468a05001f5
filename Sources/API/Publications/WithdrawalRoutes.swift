// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store
import Workflow

/// `POST /v1/publications/{pid}/actions/withdraw`: a publication is taken back; a tombstone and
/// a signed revocation stay.
enum WithdrawalRoutes {
    static let routes: [Route] = [
        Route(
            .post,
            PublicationRoutes.path + "/actions/withdraw",
            "Take a publication back",
            scope: .read,
            contract: .change("withdraw", .publications, body.described, .document)
        ) { call in
            let keys = try KeyRing(opening: call.services.keysDirectory)
            return try await withdraw.run(call) { entry, reason, _, db in
                try db.withdraw(entry, because: reason, signing: keys)
            } answer: { revocation, _, _, _ in
                .representation(bytes: revocation.bytes)
            }
        }
    ]

    private static let withdraw = Act<PublicationEntry, Revocation.Reason>(
        .withdraw,
        scope: .read,
        body: body
    )

    private static let body = Body(
        Field("reason", .lines(Limits.withdrawalReason)),
        Field("category", .one(of: Revocation.Reason.Category.self)).optional(else: .other),
        example: ["reason": "The second table was wrong.", "category": "other"]
    ) { Revocation.Reason(category: $1, text: $0) }
}
