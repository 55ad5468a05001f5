// SPDX-License-Identifier: Apache-2.0
import Domain
import FoundationEssentials
import Postgres
import Store
import Workflow

extension ReleaseRecord: Resource {
    static let path: Path = DatasetRecord.path + "/releases/\(.number)"
    static let schema = ReleaseFace.shown.schema

    static func key(_ call: Call) throws -> ReleaseReference {
        ReleaseReference(dataset: try call[.pid(.dataset)], sequence: try call[.number])
    }

    static func address(_ key: ReleaseReference) -> String { path.at(key.dataset, key.sequence) }

    static func find(_ key: ReleaseReference, _ db: Connection) throws -> Self? {
        try ReleaseStore(db).release(key.dataset, key.sequence)
    }

    static func held(_ key: ReleaseReference, _ db: Connection) throws -> Self? {
        try ReleaseStore(db).held(key.dataset, key.sequence)
    }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    /// What a caller may do now, by their names in the domain: moves, and to ask for access.
    func actions(for caller: Caller, _ db: Connection) throws -> [String] {
        let standing = try standing(of: caller, db)
        let moves = standing.events(Release.State.Event.self)
        guard standing.may(.request), try !AccessStore(db).isAsked(id, by: caller.person) else {
            return moves
        }
        return moves + [Action.request.rawValue]
    }

    /// All of it, for who may inspect it, with a tag that tells what people made of it from how far its measurement is.
    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let whole = Answer.representation(ReleaseFace.shown.json(try ReleaseFace(self, to: caller, db)))
        return whole.tagged("\(whole.tag).\(ownPart)")
    }

    /// While it is measured, its progress is another at every step: who comes with an older one is told that it is only that.
    func change(since tag: Substring) -> String? {
        guard facts.state == .measuring, tag.hasSuffix(".\(ownPart)") else { return nil }
        return "Nobody has changed the release since you read it, but its measurement has gone on."
    }

    /// Its files and their columns' roles are fixed with its state, but in a draft, of which nothing is told.
    private var ownPart: String {
        EntityTag.part(
            [id.rawValue.uuidString, String(revision), facts.title, facts.organisationName],
            length: 6
        )
    }
}
