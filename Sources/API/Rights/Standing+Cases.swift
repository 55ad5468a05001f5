// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Standing {
    /// To a version that row security has shown; what the caller is to it was read with the version.
    init(of caller: Caller, to version: VersionCase) {
        var relations = caller.relations()
        if version.isAuthor { relations.formUnion([.author, .party]) }
        if version.reviewSight != nil { relations.insert(.assignedReviewer) }
        relations.formUnion(version.seats)
        self = Standing(.finding, in: version.state.rawValue, by: relations, caller.scopes).seen(
            as: .provider
        )
    }

    /// To a review that row security has shown; to whoever neither gives nor gets it, as to a judge.
    init(of caller: Caller, to review: ReviewRecord) {
        var relations = caller.relations()
        if review.isOwn { relations.insert(.assignedReviewer) }
        if review.isAuthor { relations.formUnion([.author, .party]) }
        self = Standing(.review, in: review.state.rawValue, by: relations, caller.scopes).seen(as: .moderator)
    }

    /// To a clearance that row security has shown.
    init(of caller: Caller, to clearance: ClearanceRecord, _ db: Connection) throws {
        self = try Self.ofCase(
            .clearance,
            clearance.state.rawValue,
            clearance.finding,
            clearance.organisation,
            caller,
            db
        )
    }

    /// To a flag that row security has shown.
    init(of caller: Caller, to flag: FlagRecord, _ db: Connection) throws {
        self = try Self.ofCase(.flag, flag.state.rawValue, flag.finding, flag.organisation, caller, db)
    }

    /// Of the same caller to a flag of the clearance that this standing is about.
    func to(_ flag: FlagRecord) -> Standing {
        Standing(.flag, in: flag.state.rawValue, by: relations, scopes)
    }

    /// To a publication whose version row security has shown.
    init(of caller: Caller, to publication: PublicationEntry, _ db: Connection) throws {
        let face: PublicationFace =
            switch publication.state {
            case .embargoed: .embargoed
            case .published: .published
            case .hidden: .hidden
            case .withdrawn: publication.versionState == .withdrawn ? .withdrawn : .retracted
            }
        self = try Self.ofCase(.publication, face.rawValue, publication.finding, nil, caller, db)
    }

    /// To the note of a withdrawal that row security has shown.
    init(of caller: Caller, to note: WithdrawalNoteRecord, _ db: Connection) throws {
        self = try Self.ofCase(.withdrawalNote, note.state.rawValue, note.finding, nil, caller, db)
    }

    /// To something about a finding; `provider` is the organisation whose it is, if any.
    private static func ofCase(
        _ kind: ObjectKind,
        _ state: String,
        _ finding: ID<Finding>,
        _ provider: ID<Organisation>?,
        _ caller: Caller,
        _ db: Connection
    ) throws -> Standing {
        var relations = caller.relations(to: provider)
        if try FindingStore(db).authors(of: finding).contains(where: { $0.id == caller.person }) {
            relations.formUnion([.author, .party])
        } else {
            relations.formUnion(try BenchStore(db).seats(on: finding))
        }
        guard let provider else {
            return Standing(kind, in: state, by: relations, caller.scopes).seen(as: .provider)
        }
        if try PersonStore(db).clearing(caller.person).contains(provider) { relations.insert(.provider) }
        return Standing(kind, in: state, by: relations, caller.scopes)
    }
}
