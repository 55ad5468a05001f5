// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication
import Store

/// Site maps (sitemaps.org, 0.9), and the lists of ResourceSync (ANSI/NISO Z39.99-2017) that
/// are built of the same parts.
struct Sitemaps {
    /// The most addresses that one map may have.
    static let limit = 50_000
    private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    private static let resourceSync = "http://www.openarchives.org/rs/terms/"

    let site: Site

    /// The map of all maps: one a day, or several of a day with very many publications.
    func index(_ days: [PublishedDay]) -> [UInt8] {
        return XMLNode.node("sitemapindex", ["xmlns": Self.namespace], maps(of: days, below: "/sitemaps/"))
            .document
    }

    func map(_ places: [PublishedPlace]) -> [UInt8] {
        let pages = places.map { place in
            XMLNode.node(
                "url",
                [:],
                [
                    .leaf("loc", site.page(place.pid)),
                    .leaf("lastmod", place.changedAt.wholeSeconds.description),
                ]
            )
        }
        return XMLNode.node("urlset", ["xmlns": Self.namespace], pages).document
    }

    /// The entries of an index: for each day one part, or several.
    private func maps(of days: [PublishedDay], below path: String) -> [XMLNode] {
        days.flatMap { day in
            (0..<(day.count + Self.limit - 1) / Self.limit).map { part in
                let name = part == 0 ? "\(day.day).xml" : "\(day.day).\(part + 1).xml"
                return .node(
                    "sitemap",
                    [:],
                    [
                        .leaf("loc", site.url + path + name),
                        .leaf("lastmod", day.changedAt.wholeSeconds.description),
                    ]
                )
            }
        }
    }

    // MARK: ResourceSync

    /// What a synchroniser finds first.
    func source() -> [UInt8] {
        list("urlset", "description", [entry("\(site.url)/resourcesync/capabilities.xml", "capabilitylist")])
    }

    func capabilities() -> [UInt8] {
        list(
            "urlset",
            "capabilitylist",
            [
                entry("\(site.url)/resourcesync/resources.xml", "resourcelist"),
                entry("\(site.url)/resourcesync/changes.xml", "changelist"),
            ],
            up: "/.well-known/resourcesync"
        )
    }

    /// The index of all lists of resources.
    func resources(_ days: [PublishedDay], at now: Instant) -> [UInt8] {
        return list(
            "sitemapindex",
            "resourcelist",
            maps(of: days, below: "/resourcesync/resources/"),
            up: "/resourcesync/capabilities.xml",
            at: ["at": now.wholeSeconds.description]
        )
    }

    /// The canonical documents of a part of a day, with what tells their bytes.
    func resources(_ places: [PublishedPlace], at now: Instant) -> [UInt8] {
        let resources = places.map { place in
            XMLNode.node(
                "url",
                [:],
                [
                    .leaf("loc", site.page(place.pid)),
                    .leaf("lastmod", place.changedAt.wholeSeconds.description),
                    .node(
                        "rs:md",
                        [
                            "hash": "sha-256:\(place.digest.hex)", "length": String(place.size),
                            "type": "application/json",
                        ]
                    ),
                ]
            )
        }
        return list(
            "urlset",
            "resourcelist",
            resources,
            up: "/resourcesync/capabilities.xml",
            at: ["at": now.wholeSeconds.description]
        )
    }

    /// The last changes, oldest first as the standard wants them.
    func changes(_ records: [HarvestHeader], at now: Instant) -> [UInt8] {
        let changes = records.reversed().map { record in
            XMLNode.node(
                "url",
                [:],
                [
                    .leaf("loc", site.page(record.pid)),
                    .leaf("lastmod", record.changedAt.wholeSeconds.description),
                    .node(
                        "rs:md",
                        [
                            "change": record.isWithdrawn ? "deleted" : "created",
                            "datetime": record.changedAt.wholeSeconds.description,
                        ]
                    ),
                ]
            )
        }
        let from = records.last?.changedAt ?? now
        return list(
            "urlset",
            "changelist",
            changes,
            up: "/resourcesync/capabilities.xml",
            at: ["from": from.wholeSeconds.description, "until": now.wholeSeconds.description]
        )
    }

    private func entry(_ address: String, _ capability: String) -> XMLNode {
        .node("url", [:], [.leaf("loc", address), .node("rs:md", ["capability": capability])])
    }

    private func list(
        _ root: String,
        _ capability: String,
        _ children: [XMLNode],
        up: String? = nil,
        at times: KeyValuePairs<String, String> = [:]
    ) -> [UInt8] {
        let links = up.map { [XMLNode.node("rs:ln", ["rel": "up", "href": site.url + $0])] } ?? []
        let about = XMLNode.element(
            "rs:md",
            [("capability", capability)] + times.map { ($0.key, $0.value) },
            []
        )
        return XMLNode.node(
            root,
            ["xmlns": Self.namespace, "xmlns:rs": Self.resourceSync],
            links + [about] + children
        )
        .document
    }
}
