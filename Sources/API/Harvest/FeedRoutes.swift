// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Publication
import Store

/// What crawlers, feed readers and synchronisers look for, at the addresses where they look.
enum FeedRoutes {
    static let routes: [Route] = [
        route(
            "/feed.atom",
            "getFeed",
            "The newest publications as an Atom feed",
            Operation.Media("application/atom+xml", .string, "text"),
            feed
        ),
        route(
            "/robots.txt",
            "getRobots",
            "What crawlers may read",
            Operation.Media("text/plain", .string, "text"),
            robots
        ),
        map("/sitemap.xml", "getSitemap", "The index of site maps") { maps, db in
            maps.index(try FeedStore(db).days())
        },
        part("/sitemaps/\(.part)", "getSitemapOfDay", "The site map of a day") { maps, places, _ in
            maps.map(places)
        },
        route("/.well-known/resourcesync", "getResourceSync", "What can be synchronised") { call in
            Sitemaps(site: call.services.site()).source()
        },
        route("/resourcesync/capabilities.xml", "getCapabilities", "How it can be synchronised") { call in
            Sitemaps(site: call.services.site()).capabilities()
        },
        map("/resourcesync/resources.xml", "getResources", "The index of lists of resources") { maps, db in
            maps.resources(try FeedStore(db).days(), at: try HarvestStore(db).now())
        },
        part("/resourcesync/resources/\(.part)", "getResourcesOfDay", "The resources of a day") {
            $0.resources($1, at: try HarvestStore($2).now())
        },
        map("/resourcesync/changes.xml", "getChanges", "The last ten thousand changes") { maps, db in
            maps.changes(try FeedStore(db).changes(limit: 10_000), at: try HarvestStore(db).now())
        },
        route("/.well-known/api-catalog", "getCatalog", "Where the contract is", .linkset, catalog),
    ]

    // MARK: Shapes

    private static func route(
        _ path: Path,
        _ id: String,
        _ summary: String,
        _ media: Operation.Media = Operation.Media("application/xml", .string, "text"),
        _ bytes: @escaping @Sendable (Call) async throws -> [UInt8]
    ) -> Route {
        let type = media.type.hasPrefix("text/") ? media.type + "; charset=utf-8" : media.type
        return .open(path, summary, .formats(id, .publications, [media])) { call in
            var answer = Answer.representation(bytes: try await bytes(call))
            answer.headers[.contentType] = type
            answer.headers[.cacheControl] = "public, max-age=0, must-revalidate"
            return answer
        }
    }

    /// A map made of what the database has.
    private static func map(
        _ path: Path,
        _ id: String,
        _ summary: String,
        _ bytes: @escaping @Sendable (Sitemaps, Connection) throws -> [UInt8]
    ) -> Route {
        route(path, id, summary) { call in
            let maps = Sitemaps(site: call.services.site())
            return try await call.readPublic { db in try bytes(maps, db) }
        }
    }

    /// A map of a day, or of a part of one; a day without publications has none.
    private static func part(
        _ path: Path,
        _ id: String,
        _ summary: String,
        _ bytes: @escaping @Sendable (Sitemaps, [PublishedPlace], Connection) throws -> [UInt8]
    ) -> Route {
        route(path, id, summary) { call in
            let part = try call[.part]
            let maps = Sitemaps(site: call.services.site())
            return try await call.readPublic { db in
                let places = try FeedStore(db).publications(
                    from: part.day,
                    before: part.day.advanced(byDays: 1),
                    offset: (part.number - 1) * Sitemaps.limit,
                    limit: Sitemaps.limit
                )
                guard !places.isEmpty else { throw ProblemDetails.notFound }
                return try bytes(maps, places, db)
            }
        }
    }

    // MARK: Contents

    private static func feed(_ call: Call) async throws -> [UInt8] {
        let site = call.services.site()
        return try await call.readPublic { db in
            let documents = try FeedStore(db).newest(limit: 50).map { try Document(parsing: $0) }
            return AtomFeed.bytes(documents, at: site, updated: Instant(rawValue: 0))
        }
    }

    private static func robots(_ call: Call) -> [UInt8] {
        let text = """
            User-agent: *
            Allow: /v1/publications
            Disallow: /v1/
            Sitemap: \(call.services.site().url)/sitemap.xml

            """
        return Array(text.utf8)
    }

    private static func catalog(_ call: Call) -> [UInt8] {
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
        return links.canonical
    }
}
