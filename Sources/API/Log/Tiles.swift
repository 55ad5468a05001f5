// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import HummingbirdCore
import Postgres
import Publication
import Store

/// `/v1/log/tile`: the log as C2SP tlog-tiles, for machines.
enum Tiles {
    /// A tile's number has a group of digits for each thousand, and its width behind it when it is not full.
    static let routes: [Route] = {
        var path: Path = "/v1/log/tile/\(.text("level", .pattern("^([0-6]|entries)$", example: "0")))"
        return [
            ("a", "getTile"), ("b", "getTileOfTwo"), ("c", "getTileOfThree"), ("d", "getTileOfFour"),
        ].map { group, id in
            path = path + "/\(.text(group, digits))"
            return Route(
                .get,
                path,
                "A tile of hashes, or a bundle of entries",
                scope: nil,
                contract: Operation(id: id, tag: .log, content: .octets).tagged(),
                tile
            )
        }
    }()

    private static let digits = Schema.pattern("^(x?[0-9]{3}(\\.p)?|[0-9]{1,3})$", example: "000")

    private static func tile(_ call: Call) async throws -> Answer {
        _ = try call.query()
        // As it was sent: a tile has one address, and an escaped one is another.
        guard let tile = Tile(String(call.request.uri.path.dropFirst("/v1/log/".count))) else {
            throw ProblemDetails.notFound
        }
        let bytes = try await call.readPublic { db -> [UInt8] in
            let log = PublishedLogStore(db)
            guard let head = try log.head(), tile.exists(inLogOf: head.size) else {
                throw ProblemDetails.notFound
            }
            guard tile.level != nil else {
                let entries = try log.entries(from: tile.number * Int64(Tile.width), limit: tile.count)
                return LogEntry.bundle(entries.map { Array($0.body.utf8) })
            }
            return try call.services.logTiles.tile(tile, log).hashes
        }
        var answer = Answer.representation(bytes: bytes)
        answer.headers[.contentType] = "application/octet-stream"
        // What a tile holds never changes, but one that is not full gives way to the full one.
        answer.headers[.cacheControl] =
            tile.count == Tile.width ? "public, max-age=31536000, immutable" : "public, max-age=86400"
        return call.conditional(answer)
    }
}
