// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres
import Publication
import Store

/// `/v1/log`: the transparency log, for people as JSON.
enum Log {
    static let routes: [Route] = [
        Route(
            .get,
            "/v1/log/checkpoint",
            "The newest checkpoint, as a signed note",
            scope: nil,
            contract: Operation(id: "getCheckpoint", tag: .log, content: .text).tagged()
        ) { call in
            _ = try call.query()
            var answer = Answer.representation(bytes: Array(try await newest(call).note.utf8))
            answer.headers[.contentType] = "text/plain; charset=utf-8"
            answer.headers[.cacheControl] = revalidated
            return call.conditional(answer)
        },
        Route(
            .get,
            "/v1/log/head",
            "The newest checkpoint, and the key to check it",
            scope: nil,
            contract: .read("getLogHead", .log, LogHead.shown.schema)
        ) { call in
            _ = try call.query()
            let checkpoint = try await newest(call)
            let key = try KeyRing(opening: call.services.keysDirectory).publicKey
            var answer = Answer.representation(LogHead.shown.json(LogHead(checkpoint, signedBy: key)))
            answer.headers[.cacheControl] = revalidated
            return call.conditional(answer)
        },
        .page(
            "listLogEntries",
            "The entries, oldest first",
            .log,
            as: .everybody,
            at: "/v1/log/entries",
            asking: .none,
            SealedEntry.shown,
            cursor: { Int64($0) },
            key: { String($0.index) }
        ) { page, _, _, db in
            try PublishedLogStore(db).entries(from: page.cursor.map { $0 + 1 } ?? 0, limit: page.limit + 1)
        },
        .document(
            "findLogEntry",
            "The entry with this leaf",
            .log,
            as: .everybody,
            at: "/v1/log/leaves/\(leafHash)",
            asking: .none,
            SealedEntry.shown,
            key: { try $0[leafHash] }
        ) { hash, _, _, db in
            try PublishedLogStore(db).entry(ofLeaf: hash.bytes).orNotFound()
        },
    ]

    private static let leafHash = Capture("leaf_hash", .digest) { Digest($0) }

    private static let revalidated = "public, max-age=0, must-revalidate"

    private static func newest(_ call: Call) async throws -> LogCheckpoint {
        try await call.readPublic { db in try PublishedLogStore(db).head().orNotFound() }
    }
}

extension SealedEntry {
    fileprivate static let shown = Representation<Self>("LogEntry", "A sealed entry of the log.") {
        Member("index", .count) { $0.index }
        Member("entry", .string) { $0.body }
        Member("leaf_hash", .digest) { $0.hash }
    }
}
