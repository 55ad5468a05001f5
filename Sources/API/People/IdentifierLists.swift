// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations/{pid}/identifiers`: words and shapes that identify an organisation's own machines,
/// projects and customers, for which its releases are searched.
enum IdentifierLists {
    static let routes: [Route] = [
        .show(
            IdentifierList.self,
            "getIdentifiers",
            "An organisation's own identifiers",
            .organisations,
            scope: .datasets,
            .readIdentifiers
        ),
        .act(
            .setIdentifiers,
            "setIdentifiers",
            "Say what an organisation's own identifiers are",
            .organisations,
            scope: .datasets,
            method: .put,
            at: IdentifierList.path,
            body
        ) { (list: IdentifierList, asked, caller, db) in
            try db.set(asked, of: list.organisation, by: caller.person)
        },
    ]

    // A body has ten thousand values at most.
    private static let body = Body(
        Field("words", .set(of: .line(1...200), 0...5000)),
        Field("shapes", .set(of: .line(1...64), 0...OwnIdentifiers.mostShapes)),
        example: ["words": ["Projekt Falke"], "shapes": ["AB-####"]]
    ) { OwnIdentifierList(words: $0, shapes: $1) }
    .checked { list, reader in
        do throws(OwnIdentifiersError) {
            _ = try OwnIdentifiers(words: list.words, shapes: list.shapes)
        } catch {
            for fault in error.faults {
                let place = fault.line - 1
                let isWord = place < list.words.count
                let pointer = isWord ? "/words/\(place)" : "/shapes/\(place - list.words.count)"
                reader.record(
                    FieldError(pointer: pointer, code: FieldError.Code.format, detail: fault.detail)
                )
            }
        }
    }
}

/// An organisation's own identifiers.
private struct IdentifierList: Resource {
    let organisation: OrganisationRecord
    let list: OwnIdentifierList

    static let path = OrganisationRecord.path + "/identifiers"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> PID { try OrganisationRecord.key(call) }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try Self(OrganisationRecord.find(key, db), db)
    }

    /// The organisation is held, since its list has no row before it is made.
    static func held(_ key: PID, _ db: Connection) throws -> Self? {
        try Self(OrganisationRecord.held(key, db), db)
    }

    private init?(_ organisation: OrganisationRecord?, _ db: Connection) throws {
        guard let organisation else { return nil }
        self.organisation = organisation
        list = try OwnIdentifierStore(db).list(of: organisation.id)
    }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try organisation.standing(of: caller, db)
    }

    func answer(to caller: Caller, _ db: Connection) -> Answer { .representation(Self.shown.json(list)) }

    private static let shown = Representation<OwnIdentifierList>(
        "Identifiers",
        "Words and shapes for which an organisation's releases are searched."
    ) {
        Member("words", .list(of: .string)) { $0.words }
        Member("shapes", .list(of: .string)) { $0.shapes }
    }
}
