// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Contract {
    static let log: [String: Operation] = {
        var operations: [String: Operation] = [
            "GET /v1/log/checkpoint": tagged(Operation(id: "getCheckpoint", tag: .log, content: .text)),
            "GET /v1/log/head": .read("getLogHead", .log, .ref("LogHead")),
            "GET /v1/log/entries": .page("listLogEntries", .log, "LogEntry"),
            "GET /v1/log/leaves/{leaf_hash}": .read("findLogEntry", .log, .ref("LogEntry")),
            "GET /v1/log/inclusion": proof(
                "proveInclusion",
                ["index": .integer(0...largest), "size": .integer(1...largest)],
                requiring: "index",
                .ref("Inclusion")
            ),
            "GET /v1/log/consistency": proof(
                "proveConsistency",
                ["from": .integer(1...largest), "to": .integer(1...largest)],
                requiring: "from",
                .ref("Consistency")
            ),
            "GET /v1/findings/{pid}/versions/{number}/receipts": .read(
                "listReceipts",
                .log,
                .items("Receipt")
            ),
        ]
        for (place, id) in [
            ("{a}", "getTile"), ("{a}/{b}", "getTileOfTwo"), ("{a}/{b}/{c}", "getTileOfThree"),
            ("{a}/{b}/{c}/{d}", "getTileOfFour"),
        ] {
            operations["GET /v1/log/tile/{level}/\(place)"] = tagged(
                Operation(id: id, tag: .log, content: .octets)
            )
        }
        return operations
    }()

    /// What every client's numbers can say.
    private static let largest = (1 << 53) - 1

    private static func tagged(_ operation: Operation) -> Operation {
        var operation = operation
        operation.isTagged = true
        operation.others[304] = Operation.Content.none
        return operation
    }

    private static func proof(
        _ id: String,
        _ query: [String: Schema],
        requiring name: String,
        _ schema: Schema
    ) -> Operation {
        var operation = Operation.read(id, .log, schema)
        operation.query = query
        operation.required = [name]
        return operation
    }

    static let logSchemas: [String: Schema] = [
        "LogHead": .object([
            "origin": .string, "size": .count, "root": .digest, "sealed_at": .time, "verifier_key": .string,
        ]),
        "LogEntry": .object(["index": .count, "entry": .string, "leaf_hash": .digest]),
        "Receipt": .object([
            "entry": .string, "opening": .string, "leaf_hash": .digest, "index": Schema.count.orNull,
        ]),
        "Inclusion": .object([
            "size": .count, "index": .count, "leaf_hash": .digest, "root": .digest,
            "path": .list(of: .digest),
        ]),
        "Consistency": .object([
            "from": .count, "to": .count, "from_root": .digest, "to_root": .digest,
            "path": .list(of: .digest),
        ]),
    ]
}
