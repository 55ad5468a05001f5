// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

extension PublishedSummary {
    static let shown = Representation<Self>("PublicationSummary", "A publication in a list.") {
        Member("pid", .pid(.publication)) { $0.pid }
        Member("concept", .pid(.finding)) { $0.concept }
        Member("version", .ordinal) { $0.version }
        Member("title", .string) { $0.title }
        Member("kind", .one(of: Finding.Kind.self)) { $0.kind }
        Member("digest", .digest) { $0.digest }
        Member("published_at", .time) { $0.publishedAt }
    }
}
