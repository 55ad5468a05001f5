// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Standing {
    /// To the platform.
    init(of caller: Caller?) {
        self.init(.platform, by: caller?.relations() ?? [.anonymous], caller?.scopes ?? [])
    }

    init(of caller: Caller, to organisation: OrganisationRecord) {
        self.init(
            .organisation,
            in: organisation.state.rawValue,
            by: caller.relations(to: organisation.id),
            caller.scopes
        )
    }

    /// The same for whoever may decide on the organisation.
    init(deciding caller: Caller, on organisation: OrganisationRecord, _ db: Connection) throws {
        var relations = caller.relations(to: organisation.id)
        if try caller.isAdmin && PersonStore(db).givesWay(caller.person, in: organisation.id) {
            relations.insert(.party)
        }
        self.init(.organisation, in: organisation.state.rawValue, by: relations, caller.scopes)
    }

    /// To a dataset of an organisation.
    init(of caller: Caller?, to state: DatasetState, of organisation: ID<Organisation>) {
        self.init(
            .dataset,
            in: state.rawValue,
            by: caller?.relations(to: organisation) ?? [.anonymous],
            caller?.scopes ?? []
        )
    }

    init(of caller: Caller, to release: ReleaseRecord, _ db: Connection) throws {
        var relations = caller.relations(to: release.organisation)
        if try caller.isParty(release.organisation, since: release.createdAt, db) { relations.insert(.party) }
        self.init(.release, in: release.state.rawValue, by: relations, caller.scopes)
    }

    init(of caller: Caller, to request: AccessRecord) {
        var relations = caller.relations(to: request.provider)
        if request.person == caller.person { relations.formUnion([.author, .party]) }
        self.init(.accessRequest, in: request.state.rawValue, by: relations, caller.scopes)
    }

    /// To a problem that row security has shown; a caller from outside its organisation sees
    /// it because of its circle.
    init(of caller: Caller, to problem: ProblemRecord, _ db: Connection) throws {
        var relations = caller.relations(to: problem.organisation)
        if try caller.isParty(problem.organisation, since: problem.createdAt, db) { relations.insert(.party) }
        let kind: ObjectKind = problem.visibility == .public ? .problem : .restrictedProblem
        self = Standing(kind, in: problem.state.rawValue, by: relations, caller.scopes).seen(as: .circle)
    }
}

extension Caller {
    /// Whether the caller decides nothing of an organisation: who belongs to it, whatever state it is in; who
    /// did as a moderator at any time since a case of it began; and who ever did as an administrator, while
    /// there is another one who never did.
    ///
    /// Nobody else decides, so nobody else is asked for their past.
    fileprivate func isParty(
        _ organisation: ID<Organisation>,
        since begun: Instant,
        _ db: Connection
    ) throws -> Bool {
        let people = PersonStore(db)
        if try isAdmin && people.givesWay(person, in: organisation) { return true }
        // An administrator without another decides also on what is their own.
        guard !isAdmin || isModerator else { return false }
        if try organisations.contains(organisation) || people.belongs(person, to: organisation) {
            return true
        }
        return try isModerator && people.belonged(person, to: organisation, since: begun)
    }
}
