// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Publication
import Store

/// What crawlers, feed readers and synchronisers look for, at the addresses where they look.
enum FeedRoutes {
    static let all: [Route] = [
        Route(.get, "/feed.atom", "The newest publications as an Atom feed", scope: nil, feed),
        Route(.get, "/robots.txt", "What crawlers may read", scope: nil, robots),
        Route(.get, "/sitemap.xml", "The index of site maps", scope: nil, sitemap),
        Route(.get, "/sitemaps/{part}", "The site map of a day", scope: nil, sitemapPart),
        Route(.get, "/.well-known/resourcesync", "What can be synchronised", scope: nil) { call in
            try xml(call) { $0.source() }
        },
        Route(.get, "/resourcesync/capabilities.xml", "How it can be synchronised", scope: nil) { call in
            try xml(call) { $0.capabilities() }
        },
        Route(.get, "/resourcesync/resources.xml", "The index of lists of resources", scope: nil) { call in
            try await read(call) { maps, db in
                maps.resources(try FeedStore(db).days(), at: try HarvestStore(db).now())
            }
        },
        Route(.get, "/resourcesync/resources/{part}", "The resources of a day", scope: nil, resourcePart),
        Route(.get, "/resourcesync/changes.xml", "The last ten thousand changes", scope: nil) { call in
            try await read(call) { maps, db in
                maps.changes(try FeedStore(db).changes(limit: 10_000), at: try HarvestStore(db).now())
            }
        },
        Route(.get, "/.well-known/api-catalog", "Where the contract is", scope: nil, catalog),
    ]

    private static func feed(_ call: Call) async throws -> Answer {
        _ = try call.query()
        let site = call.services.site()
        let bytes = try await call.readPublic { db in
            let documents = try FeedStore(db).newest(limit: 50).map { try Document(parsing: $0) }
            return AtomFeed.bytes(documents, at: site, updated: Instant(rawValue: 0))
        }
        return answer(bytes, "application/atom+xml", call)
    }

    private static func robots(_ call: Call) throws -> Answer {
        _ = try call.query()
        let text = """
            User-agent: *
            Allow: /v1/publications
            Disallow: /v1/
            Sitemap: \(call.services.site().url)/sitemap.xml

            """
        return answer(Array(text.utf8), "text/plain; charset=utf-8", call)
    }

    private static func sitemap(_ call: Call) async throws -> Answer {
        try await read(call) { maps, db in maps.index(try FeedStore(db).days()) }
    }

    private static func sitemapPart(_ call: Call) async throws -> Answer {
        let part = try part(call)
        return try await read(call) { maps, db in maps.map(try places(part, db)) }
    }

    private static func resourcePart(_ call: Call) async throws -> Answer {
        let part = try part(call)
        return try await read(call) { maps, db in
            maps.resources(try places(part, db), at: try HarvestStore(db).now())
        }
    }

    /// The day and the part of it that `2026-11-24.2.xml` names.
    private static func part(_ call: Call) throws -> (day: Instant, number: Int) {
        let names = call.parameter("part").split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(names.count), names.last == "xml", names[0].utf8.count == 10,
            let day = Instant("\(names[0])T00:00:00Z"),
            let number = names.count == 2 ? 1 : Int(names[1]), names.count == 2 || (2...1000).contains(number)
        else { throw ProblemDetails.notFound }
        return (day, number)
    }

    private static func places(_ part: (day: Instant, number: Int), _ db: Connection) throws
        -> [PublishedPlace]
    {
        let places = try FeedStore(db).publications(
            from: part.day,
            before: part.day.advanced(byDays: 1),
            offset: (part.number - 1) * Sitemaps.limit,
            limit: Sitemaps.limit
        )
        guard !places.isEmpty else { throw ProblemDetails.notFound }
        return places
    }

    private static func catalog(_ call: Call) throws -> Answer {
        _ = try call.query()
        let url = call.services.site().url
        let links: JSON = [
            "linkset": [
                [
                    "anchor": .string(url + "/v1"),
                    "service-desc": [
                        ["href": .string(url + "/v1/openapi.json"), "type": "application/json"]
                    ],
                ]
            ]
        ]
        return answer(links.canonical, "application/linkset+json", call)
    }

    private static func read(
        _ call: Call,
        _ body: @escaping @Sendable (Sitemaps, Connection) throws -> [UInt8]
    ) async throws -> Answer {
        _ = try call.query()
        let maps = Sitemaps(site: call.services.site())
        return answer(try await call.readPublic { db in try body(maps, db) }, xmlType, call)
    }

    private static func xml(_ call: Call, _ body: (Sitemaps) -> [UInt8]) throws -> Answer {
        _ = try call.query()
        return answer(body(Sitemaps(site: call.services.site())), xmlType, call)
    }

    private static let xmlType = "application/xml"

    private static func answer(_ bytes: [UInt8], _ type: String, _ call: Call) -> Answer {
        var answer = Answer.representation(bytes: bytes)
        answer.headers[.contentType] = type
        answer.headers[.cacheControl] = "public, max-age=0, must-revalidate"
        return call.conditional(answer)
    }
}
