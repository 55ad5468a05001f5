// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/clearances/{pid}/flags` and `/v1/flags`: itemised objections, each to a range of bytes of a file,
/// or of a text of the document, for one reason.
enum Flags {
    static let routes: [Route] = [
        Route(
            .post,
            ClearanceRecord.path + "/flags",
            "Object to a passage",
            scope: .clearances,
            contract: .create(
                "raiseFlag",
                .clearances,
                objection.described,
                FlagRecord.schema,
                links: [.init("getFlag", ["pid": "$response.body#/pid"])]
            ).matched()
        ) { call in
            let files = call.services.files
            return try await Act<ClearanceRecord, Asked>(.raise, scope: .clearances, body: objection)
                .run(call) { clearance, asked, caller, db in
                    let pid = try PID.random(.flag)
                    try db.raise(
                        asked.objection,
                        in: clearance,
                        as: pid,
                        by: caller.person,
                        reading: files
                    )
                    return pid
                } answer: { flag, _, caller, db in
                    try FlagRecord.answer(flag, to: caller, db).orNotFound()
                        .located(at: FlagRecord.address(flag), status: .created)
                }
        },
        .show(FlagRecord.self, "getFlag", "One flag", .clearances),
        act(.concede, "concedeFlag", "Agree to leave the passage out", .clearances, .findings) {
            flag,
            reason,
            _,
            db in
            try db.answer(flag, .concede, because: reason)
        },
        act(.contest, "contestFlag", "Put the objection before moderators", .clearances, .findings) {
            flag,
            reason,
            _,
            db in
            try db.answer(flag, .contest, because: reason)
        },
        act(.retract, "retractFlag", "Take an objection back", .clearances, .clearances) {
            flag,
            reason,
            _,
            db in
            try db.retract(flag, because: reason)
        },
        act(.uphold, "upholdFlag", "Vote to uphold a contested flag", .moderation, .moderate) {
            flag,
            reason,
            caller,
            db in
            try db.vote(on: flag, uphold: true, by: caller.person, because: reason)
        },
        act(.dismiss, "dismissFlag", "Vote to dismiss a contested flag", .moderation, .moderate) {
            flag,
            reason,
            caller,
            db in
            try db.vote(on: flag, uphold: false, by: caller.person, because: reason)
        },
    ]

    private static func act(
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        _ scope: Scope,
        _ change: @escaping @Sendable (FlagRecord, String, Caller, Connection) throws -> Void
    ) -> Route {
        .act(action, id, summary, tag, scope: scope, .reason, change)
    }

    private static let objection: Body<Asked> = Body(
        Field("file_digest", .digest).optional,
        Field("member", .line(1...200)).optional,
        Field("first_byte", .integer(0...Int(Int32.max))),
        Field("last_byte", .integer(0...Int(Int32.max))),
        Field("category", .one(of: Flag.Category.self)),
        Field("note", .lines(Limits.reason)),
        example: [
            "file_digest": .string("sha256:" + String(repeating: "0a", count: 32)), "first_byte": 100,
            "last_byte": 180, "category": .text(Flag.Category.allCases.first?.rawValue),
            "note": "This names a supplier.",
        ]
    ) { Asked(file: $0, member: $1, first: Int64($2), last: Int64($3), category: $4, note: $5) }
    .checked { asked, reader in
        if asked.file == nil, asked.member == nil {
            reader.record(
                "file_digest",
                FieldError.Code.missing,
                "A passage is of a file, by its digest, or of a member of the document."
            )
        }
        if asked.file != nil, asked.member != nil {
            reader.record("member", FieldError.Code.unknownKey, "A passage is of a file or of a member.")
        }
        if asked.first > asked.last {
            reader.record("last_byte", FieldError.Code.range, "The range ends before it begins.")
        }
    }

    /// An objection as a client sends it, before its range is known to be one.
    private struct Asked: Sendable {
        let file: Digest?
        let member: String?
        let first: Int64
        let last: Int64
        let category: Flag.Category
        let note: String

        /// To be read once one part is named, and `first` is known not to come after `last`.
        var objection: Objection {
            Objection(
                part: file.map(VersionPart.file) ?? .member(member ?? ""),
                bytes: first...last,
                category: category,
                note: note
            )
        }
    }
}
