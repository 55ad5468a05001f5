// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// `…/versions/{number}/receipts`: what the log has on a version, with what each entry commits to.
enum Receipts {
    static let routes: [Route] = [
        .document(
            "listReceipts",
            "The log's entries on a version, opened",
            .log,
            as: .caller(),
            at: VersionCase.path + "/receipts",
            asking: .none,
            listed,
            key: VersionCase.key
        ) { key, _, caller, db in
            let version = try VersionCase.require(.readReceipts, key, caller, db).thing
            return try LogStore(db).receipts(for: version.id)
        }
    ]

    private static let listed = Representation<[LogReceipt]> {
        Member("items", listOf: receipt) { $0 }
    }

    private static let receipt = Representation<LogReceipt>(
        "Receipt",
        "An entry of the log with what it commits to."
    ) {
        Member("entry", .string) { $0.entry }
        Member("opening", .string) { $0.opening }
        Member("leaf_hash", .digest) { TreeHash.leaf(Array($0.entry.utf8)) }
        Member("index", orNull: .count) { $0.index }
    }
}
