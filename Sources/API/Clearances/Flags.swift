// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// `/v1/clearances/{pid}/flags` and `/v1/flags`: itemised objections, each to a range of bytes for one reason.
enum Flags {
    static let routes: [Route] = [
        .make(
            FlagRecord.self,
            .raise,
            "raiseFlag",
            "Object to a passage",
            .clearances,
            scope: .clearances,
            at: ClearanceRecord.path + "/flags",
            objection,
            isMatched: true,
            links: [.init("getFlag", ["pid": "$response.body#/pid"])]
        ) { (clearance: ClearanceRecord, objection, caller, db) in
            try db.raise(objection, on: clearance, by: caller.person)
        },
        .show(FlagRecord.self, "getFlag", "One flag", .clearances),
        act(.concede, "concedeFlag", "Agree to leave the passage out", .clearances, .findings) {
            flag,
            reason,
            _,
            db in
            try db.answer(flag, .concede, saying: reason)
        },
        act(.contest, "contestFlag", "Put the objection before moderators", .clearances, .findings) {
            flag,
            reason,
            _,
            db in
            try db.answer(flag, .contest, saying: reason)
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
            try db.vote(.uphold, on: flag, by: caller.person, because: reason)
        },
        act(.dismiss, "dismissFlag", "Vote to dismiss a contested flag", .moderation, .moderate) {
            flag,
            reason,
            caller,
            db in
            try db.vote(.dismiss, on: flag, by: caller.person, because: reason)
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

    private static let objection = Body(
        Field("file_digest", .digest),
        Field("first_byte", .integer(0...Int(Int32.max))),
        Field("last_byte", .integer(0...Int(Int32.max))),
        Field("category", .one(of: Flag.Category.self)),
        Field("note", .lines(Limits.reason)),
        example: [
            "file_digest": .string("sha256:" + String(repeating: "0a", count: 32)), "first_byte": 100,
            "last_byte": 180, "category": .text(Flag.Category.allCases.first?.rawValue),
            "note": "This names a supplier.",
        ]
    ) { digest, first, last, category, note in
        Objection(
            digest: digest,
            firstByte: Int64(first),
            lastByte: Int64(last),
            category: category,
            note: note
        )
    }.checked { objection, reader in
        if objection.firstByte > objection.lastByte {
            reader.record("last_byte", FieldError.Code.range, "The range ends before it begins.")
        }
    }
}
