// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/me/author-invitations`: the findings of which the caller may become an author.
enum AuthorInvitations {
    static let routes: [Route] = [
        .page(
            "listAuthorInvitations",
            "The findings of which the caller may become an author",
            .findings,
            at: "/v1/me/author-invitations",
            AuthorInvitationRecord.shown,
            key: \.pid
        ) { page, caller, db in
            try Standing(of: caller).require(.listAuthorInvitations)
            return try AuthorInvitationStore(db).invitations(
                to: caller.person,
                after: page.cursor,
                limit: page.limit + 1
            )
        },
        .show(
            AuthorInvitationRecord.self,
            "getAuthorInvitation",
            "One invitation to be an author",
            .findings
        ),
        // An invitation that was answered is gone.
        .act(
            .accept,
            "acceptAuthorship",
            "Become an author",
            .findings,
            scope: .findings,
            .empty,
            isEnd: true
        ) { (invitation: AuthorInvitationRecord, _, _, db) in
            try db.accept(invitation)
        },
        .act(
            .decline,
            "declineAuthorship",
            "Decline to be an author",
            .findings,
            scope: .findings,
            .empty,
            isEnd: true
        ) { (invitation: AuthorInvitationRecord, _, _, db) in
            try db.decline(invitation)
        },
    ]
}

extension AuthorInvitationRecord: Resource {
    static let path: Path = "/v1/me/author-invitations/\(.pid(.authorInvitation))"
    static var schema: Schema { shown.schema }

    static func key(_ call: Call) throws -> PID { try call[.pid(.authorInvitation)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try AuthorInvitationStore(db).invitation(key)
    }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try AuthorInvitationStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) -> Standing {
        let isOwn = person.id == caller.person
        return Standing(
            .authorInvitation,
            by: caller.relations().union(isOwn ? [.author] : []),
            caller.scopes
        )
    }

    func answer(to caller: Caller, _ db: Connection) -> Answer { .representation(Self.shown.json(self)) }

    static let shown = Representation<Self>("AuthorInvitation", "An invitation to be an author of a finding.")
    {
        Member("pid", .pid(.authorInvitation)) { $0.pid }
        Member("finding", .pid(.finding)) { $0.findingPID }
        Member("title", .string) { $0.title }
        Member("invited_by", .pid(.person)) { $0.inviter.pid }
        Member("invited_by_name", .string) { $0.inviter.name }
        Member("created_at", .time) { $0.createdAt }
        Member("expires_at", .time) { $0.expiresAt }
    }
}
