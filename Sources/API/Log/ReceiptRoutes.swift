// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL
import Postgres
import Publication
import Store

/// `…/versions/{number}/receipts`: what the log has on a version, with what each entry commits to.
enum ReceiptRoutes {
    static let all: [Route] = [
        Route(
            .get,
            VersionCase.path.text + "/receipts",
            "The log's entries on a version, opened",
            scope: .read,
            receipts
        )
    ]

    private static func receipts(_ call: Call) async throws -> Answer {
        let key = try VersionCase.key(call)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (version, _) = try VersionCase.require(.readReceipts, key, caller, db)
                return .representation([
                    "items": .array(try LogStore(db).receipts(for: version.id).map(json))
                ])
            }
        )
    }

    private static func json(_ receipt: LogReceipt) -> JSON {
        [
            "entry": .string(receipt.entry), "opening": .string(receipt.opening),
            "leaf_hash": .text(Digest(bytes: TreeHash.leaf(Array(receipt.entry.utf8)))),
            "index": receipt.index.map(JSON.integer) ?? .null,
        ]
    }
}
