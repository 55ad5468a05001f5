// SPDX-License-Identifier: Apache-2.0
import Domain

/// The newest publications as an Atom feed (RFC 4287).
package enum AtomFeed {
    /// `updated` is said of a feed that has no entry yet.
    package static func bytes(_ documents: [Document], at site: Site, updated: Instant) -> [UInt8] {
        let address = site.url + "/feed.atom"
        let newest = documents.map(\.publishedAt).max() ?? updated
        return XMLNode.node(
            "feed",
            ["xmlns": "http://www.w3.org/2005/Atom"],
            [
                .leaf("id", address), .leaf("title", "\(site.name): openly publishable findings"),
                .leaf("updated", newest.description),
                .node("link", ["rel": "self", "type": "application/atom+xml", "href": address]),
                .node("link", ["rel": "alternate", "href": site.url + "/v1/publications"]),
            ] + documents.map { entry($0, site) }
        )
        .document
    }

    private static func entry(_ document: Document, _ site: Site) -> XMLNode {
        let authors = document.contributors.map { contributor in
            XMLNode.node(
                "author",
                [:],
                [.leaf("name", contributor.name)]
                    + (contributor.orcid.map { [.leaf("uri", $0.url)] } ?? [])
            )
        }
        return .node(
            "entry",
            [:],
            [
                .leaf("id", site.page(document.pid)), .leaf("title", document.title),
                .leaf("updated", document.publishedAt.description),
                .leaf("published", document.publishedAt.description),
                .node("link", ["rel": "alternate", "type": "text/html", "href": site.page(document.pid)]),
                .node("category", ["term": document.kind.rawValue]),
                .leaf("rights", document.license.rawValue),
                .leaf("summary", document.abstract),
            ] + authors
        )
    }
}
