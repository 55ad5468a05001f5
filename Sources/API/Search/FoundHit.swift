// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// A hit with what of its texts is shown.
struct FoundHit: Sendable {
    let hit: SearchHit
    let text: SearchText?
    let title: [SearchExcerpt.Segment]
    let body: [SearchExcerpt.Segment]

    init(_ hit: SearchHit, _ text: SearchText?, _ words: SearchWords) {
        self.hit = hit
        self.text = text
        title = Self.segments(text?.title, text?.markedTitle, words, isWhole: true)
        body = Self.segments(text?.body, text?.markedBody, words, isWhole: false)
    }

    private static func segments(_ text: String?, _ marked: String?, _ words: SearchWords, isWhole: Bool)
        -> [SearchExcerpt.Segment]
    {
        guard let text, let marked else { return [] }
        let excerpt = SearchExcerpt(text, runs: words.runs, isWhole: isWhole) ?? SearchExcerpt(marked: marked)
        return excerpt.segments
    }

    static let shown = Representation<Self>("Hit", "Something that was found.") {
        Member("type", .one(of: SearchedType.self)) { $0.hit.type }
        Member("pid", .string.with { $0.example("pu-90kphwxh4405") }) { $0.hit.pid.description }
        Member("url", .string.with { $0.example("/v1/publications/pu-90kphwxh4405") }) { found in
            "/v1/\(found.hit.type.rawValue)s/\(found.hit.pid)"
        }
        Member("at", .time) { $0.hit.at }
        Member("title", .string) { $0.text?.title ?? "" }
        Member("matches", matches) { $0 }
        Member("language", optional: .string.with { $0.example("en") }) { found in
            found.hit.type == .publication ? found.hit.language : nil
        }
        // As the database has them: five hundred are read for each page, and nothing is asked of these.
        Member("kind", json: .one(of: Finding.Kind.self), isOptional: true) { $0.hit.kind.map(JSON.string) }
        Member("license", json: .one(of: License.self), isOptional: true) { found in
            found.hit.license.map(JSON.string)
        }
        Member("organisation", json: .pid(.organisation), isOptional: true) { found in
            found.hit.organisation.map(JSON.string)
        }
        Member("problem", json: .pid(.problem), isOptional: true) { $0.hit.problem.map(JSON.string) }
    }

    private static let matches = Representation<Self> {
        Member("title", listOf: SearchExcerpt.Segment.shown) { $0.title }
        Member("text", listOf: SearchExcerpt.Segment.shown) { $0.body }
    }
}
