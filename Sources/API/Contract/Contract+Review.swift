// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

extension Contract {
    private static let decision = "POST /v1/findings/{pid}/versions/{number}/actions/"

    static let review: [String: Operation] = [
        "GET /v1/moderation/queue": queue,
        decision + "accept": .decide("acceptVersion", .moderation, .ref("Finding")),
        decision + "request_changes": .decide("requestChanges", .moderation, .ref("Finding")),
        decision + "reject": .decide("rejectVersion", .moderation, .ref("Finding")),
        decision + "exception": .decide("exceptVersion", .moderation, .ref("Finding")),
        "GET /v1/clearances": .page(
            "listClearances",
            .clearances,
            "ClearanceSummary",
            filters: ["open": .one(of: ["true", "false"]), "organisation": .pid(.organisation)]
        ),
        "GET /v1/clearances/{pid}": .read("getClearance", .clearances, .ref("Clearance")),
        "POST /v1/clearances/{pid}/actions/no_objection": .decide(
            "clearVersion",
            .clearances,
            .ref("Clearance")
        ),
        "POST /v1/clearances/{pid}/actions/extend": .change(
            "extendClearance",
            .clearances,
            .json(
                .request(["reason": .lines(1...5000), "until": .time]),
                example: ["reason": "A patent is being filed.", "until": "2027-01-31T00:00:00Z"]
            ),
            .ref("Clearance")
        ),
        "POST /v1/clearances/{pid}/flags": Operation.create(
            "raiseFlag",
            .clearances,
            .request([
                "file_digest": .digest, "first_byte": .integer(0...Int(Int32.max)),
                "last_byte": .integer(0...Int(Int32.max)), "category": .one(of: Flag.Category.self),
                "note": .lines(1...5000),
            ]),
            example: [
                "file_digest": .string("sha256:" + String(repeating: "0a", count: 32)), "first_byte": 100,
                "last_byte": 180, "category": .text(Flag.Category.allCases.first?.rawValue),
                "note": "This names a supplier.",
            ],
            .ref("Flag"),
            links: [.init("getFlag", pid)]
        ).matched(),
        "GET /v1/flags/{pid}": .read("getFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/concede": .decide("concedeFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/contest": .decide("contestFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/retract": .decide("retractFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/uphold": .decide("upholdFlag", .moderation, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/dismiss": .decide("dismissFlag", .moderation, .ref("Flag")),
    ]

    private static let queue: Operation = {
        var operation = Operation.all("getModerationQueue", .moderation, "QueueItem")
        operation.query = [
            "kind": .one(of: ["finding", "exception", "flag", "release", "problem"]),
            "overdue": .one(of: ["true", "false"]), "limit": .integer(1...100),
        ]
        return operation
    }()

    static let reviewSchemas: [String: Schema] = [
        "QueueItem": .object([
            "kind": .one(of: ["finding", "exception", "flag", "release", "problem"]), "pid": .string,
            "number": Schema.ordinal.orNull, "title": .string, "state": .string, "due_at": Schema.time.orNull,
            "overdue": .bool, "neutral": .bool,
        ]),
        "ClearanceSummary": .object(clearance),
        "Clearance": .object(
            clearance.merging(
                [
                    "abstract": .string, "flags": .list(of: .ref("Flag")),
                    "files": .list(of: FindingFileRecord.shown.schema),
                    "actions": .actions,
                ],
                uniquingKeysWith: { first, _ in first }
            )
        ),
        "Flag": .object([
            "pid": .pid(.flag), "clearance": .pid(.clearance), "file_digest": .digest, "first_byte": .count,
            "last_byte": .count, "category": .one(of: Flag.Category.self), "note": .string,
            "state": .one(of: Flag.State.self), "due_at": Schema.time.orNull, "answer": Schema.string.orNull,
        ]),
    ]

    private static let clearance: [String: Schema] = [
        "pid": .pid(.clearance), "finding": .pid(.finding), "version": .ordinal, "title": .string,
        "thesis": .bool, "organisation": .pid(.organisation), "organisation_name": .string,
        "state": .one(of: Clearance.State.self), "outcome": Schema.one(of: Clearance.Outcome.self).orNull,
        "noticed_at": .time, "first_noticed_at": .time, "due_at": Schema.time.orNull, "cap_at": .time,
        "extended_at": Schema.time.orNull, "decided_at": Schema.time.orNull,
    ]
}
