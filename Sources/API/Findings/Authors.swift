// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/authors`: the persons who may change and submit a finding, and who is invited to.
enum Authors {
    static let routes: [Route] = [
        .show(AuthorList.self, "listAuthors", "Who may change the finding", .findings, .listAuthors),
        .act(
            .inviteAuthor,
            "inviteAuthor",
            "Invite a person to be an author",
            .findings,
            scope: .findings,
            at: AuthorList.path,
            Body(
                Field("person", .pid(.person)),
                example: ["person": .string(PID(kind: .person, bits: 20_261_124).description)]
            ) { $0 }
        ) { (list: AuthorList, person, caller, db) in
            try db.invite(
                person,
                to: list.version,
                as: try PID.random(.authorInvitation),
                by: caller.person
            )
        },
        .act(
            .removeAuthor,
            "removeAuthor",
            "Take an author out, or an invitation back",
            .findings,
            scope: .findings,
            method: .delete,
            at: Author.path,
            .none,
            isEnd: true
        ) { (author: Author, _, _, db) in
            if let invitation = author.invitation { return try db.revoke(invitation) }
            try db.remove(try author.person.orNotFound(), from: author.list.version)
        },
    ]
}

/// The authors of a finding, by its latest version.
private struct AuthorList: Resource {
    let version: VersionCase
    let authors: [PersonRecord]
    let invitations: [AuthorInvitationRecord]

    static let path = Findings.path + "/authors"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.finding)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try FindingStore(db).latest(key).map { version in
            Self(
                version: version,
                authors: try FindingStore(db).authors(of: version.finding),
                invitations: try AuthorInvitationStore(db).invitations(of: version.finding)
            )
        }
    }

    static func held(_ key: PID, _ db: Connection) throws -> Self? {
        try FindingStore(db).lockAuthors(of: key)
        return try find(key, db)
    }

    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller, to: version) }

    func answer(to caller: Caller, _ db: Connection) -> Answer { .representation(Self.shown.json(self)) }

    private static let shown = Representation<Self> {
        Member("items", listOf: author) { $0.authors }
        Member("invited", listOf: invited) { $0.invitations }
    }

    private static let author = Representation<PersonRecord>("Author", "A person who may change a finding.") {
        Member("person", .pid(.person)) { $0.pid }
        Member("name", .string) { $0.name }
    }

    private static let invited = Representation<AuthorInvitationRecord>(
        "InvitedAuthor",
        "A person who is invited to be an author."
    ) {
        Member("person", .pid(.person)) { $0.person.pid }
        Member("name", .string) { $0.person.name }
        Member("invited_by", .pid(.person)) { $0.inviter.pid }
        Member("expires_at", .time) { $0.expiresAt }
    }
}

/// A place among a finding's authors or those who are invited, whose tag is that of the list.
private struct Author: Resource {
    struct Key {
        let finding: PID
        let person: PID
    }

    let list: AuthorList
    /// `nil` for a person who is no author, which only callers who may change the list are told.
    let person: PersonRecord?
    /// `nil` for a person who is not invited.
    let invitation: AuthorInvitationRecord?

    static let path = AuthorList.path + "/\(.person)"
    static let schema = AuthorList.schema

    static func key(_ call: Call) throws -> Key {
        Key(finding: try call[.pid(.finding)], person: try call[.person])
    }

    static func address(_ key: Key) -> String { path.at(key.finding, key.person) }

    static func find(_ key: Key, _ db: Connection) throws -> Self? {
        try Self(AuthorList.find(key.finding, db), key.person)
    }

    static func held(_ key: Key, _ db: Connection) throws -> Self? {
        try Self(AuthorList.held(key.finding, db), key.person)
    }

    private init?(_ list: AuthorList?, _ person: PID) {
        guard let list else { return nil }
        self.list = list
        self.person = list.authors.first { $0.pid == person }
        invitation = list.invitations.first { $0.person.pid == person }
    }

    func standing(of caller: Caller, _ db: Connection) -> Standing { list.standing(of: caller, db) }

    func answer(to caller: Caller, _ db: Connection) -> Answer { list.answer(to: caller, db) }
}
