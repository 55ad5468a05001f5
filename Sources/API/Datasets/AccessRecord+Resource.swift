// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension AccessRecord: Resource {
    static let path: Path = "/v1/access-requests/\(.pid(.accessRequest))"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.accessRequest)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try AccessStore(db).request(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try AccessStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller, to: self) }

    func answer(to caller: Caller, _ db: Connection) -> Answer {
        .representation(Self.shown.json(Offered(self, to: caller)))
    }

    static let shown = Representation<Offered<Self>>(
        "AccessRequest",
        "A person's request for access to a release, and what became of it."
    ) {
        Member("pid", .pid(.accessRequest)) { $0.pid }
        Member("release", wanted) { $0.thing }
        Member("person", asker) { $0.thing }
        Member("purpose", .string) { $0.purpose }
        Member("state", .one(of: AccessRequest.State.self)) { $0.state }
        Member("terms_digest", .digest) { $0.termsDigest }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("decided_at", orNull: .time) { $0.decidedAt }
        Member("reason", orNull: .string) { $0.reason }
        Member("created_at", .time) { $0.createdAt }
        Member("changed_at", .time) { $0.changedAt }
        Member.actions()
    }

    private static let wanted = Representation<Self> {
        Member("dataset", .pid(.dataset)) { $0.dataset }
        Member("title", .string) { $0.title }
        Member("sequence", .ordinal) { $0.sequence }
        Member("organisation", .pid(.organisation)) { $0.providerPID }
    }

    private static let asker = Representation<Self> {
        Member("pid", .pid(.person)) { $0.personPID }
        Member("name", .string) { $0.personName }
        Member("affiliations", .list(of: .string)) { $0.affiliations }
    }
}

extension Offered<AccessRecord> {
    init(_ request: AccessRecord, to caller: Caller) {
        let events = Standing(of: caller, to: request).events(AccessRequest.State.Event.self)
        // What is not out is granted to nobody.
        let isOut = request.releaseState == .released
        self.init(
            request,
            events.filter { isOut || $0 != AccessRequest.State.Event.grant.rawValue }
        )
    }
}
