// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store

/// `/v1/search`: full-text search over what is public.
enum SearchRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/search", "Search publications, problems and datasets", scope: nil, search)
    ]

    private static let filters: Set = [
        "q", "type", "kind", "license", "organisation", "problem", "year", "language",
    ]

    private static func search(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: filters)
        guard let words = SearchWords(query["q"] ?? "") else {
            throw ProblemDetails.badRequest(
                "bad_parameter",
                "q is what to look for: at most \(SearchWords.longest) characters and \(SearchWords.mostTerms) words."
            )
        }
        let filter = try filter(query)
        let after = try page.cursor.map(place)
        return try await call.searchPublic { db in
            let store = SearchStore(db)
            guard let asked = try store.query(words, language: filter.language) else {
                return answer(page, [], [], SearchFacets([]), [:], isComplete: true)
            }
            let found = try store.hits(asked, filter)
            let hits = found.prefix(SearchStore.window).sorted(by: isBefore)
            let facets = SearchFacets(hits)
            let rest = hits.filter { hit in after.map { isBefore($0, (hit.rank, hit.pid)) } ?? true }
            let shown = rest.prefix(page.limit + 1)
            let texts = try store.texts(of: shown.prefix(page.limit).map(\.pid), asked)
            let names = try store.names(of: facets.named)
            return answer(
                page,
                hits,
                Array(shown),
                facets,
                Dictionary(names.map { ($0.pid.description, $0.name) }) { first, _ in first },
                isComplete: found.count <= SearchStore.window
            ) { hit in item(hit, texts.first { $0.pid == hit.pid }, words) }
        }
    }

    private static func filter(_ query: Query) throws -> SearchFilter {
        var filter = SearchFilter()
        filter.type = try query.value("type", as: SearchedType.self)
        filter.kind = try query.value("kind", as: Finding.Kind.self)
        filter.license = try query.value("license", as: License.self)
        filter.organisation = try query.pid("organisation", .organisation)
        filter.problem = try query.pid("problem", .problem)
        filter.language = query["language"]
        filter.year = try query["year"].map { text in
            guard let year = Int(text), (1970...9998).contains(year) else {
                throw ProblemDetails.badRequest("bad_parameter", "year is a year.")
            }
            return year
        }
        return filter
    }

    // MARK: Order

    private typealias Place = (rank: Double, pid: PID)

    private static func isBefore(_ one: SearchHit, _ other: SearchHit) -> Bool {
        isBefore((one.rank, one.pid), (other.rank, other.pid))
    }

    /// Best first; equals by identifier, so that every hit has one place.
    private static func isBefore(_ one: Place, _ other: Place) -> Bool {
        one.rank != other.rank ? one.rank > other.rank : one.pid < other.pid
    }

    private static func place(_ cursor: String) throws -> Place {
        let parts = cursor.split(separator: " ")
        guard parts.count == 2, let bits = UInt64(parts[0], radix: 16), let pid = PID(String(parts[1])) else {
            throw ProblemDetails.badCursor
        }
        return (Double(bitPattern: bits), pid)
    }

    // MARK: Answers

    private static func answer(
        _ page: Page,
        _ hits: [SearchHit],
        _ shown: [SearchHit],
        _ facets: SearchFacets,
        _ names: [String: String],
        isComplete: Bool,
        item: (SearchHit) -> JSON = { _ in .null }
    ) -> Answer {
        page.answer(
            shown,
            key: { "\(String($0.rank.bitPattern, radix: 16)) \($0.pid)" },
            members: [
                "total": [
                    "count": .integer(Int64(hits.count)),
                    "relation": isComplete ? "exactly" : "at_least",
                ],
                "facets": facets.json(names: names),
            ],
            json: item
        )
    }

    private static func item(_ hit: SearchHit, _ text: SearchText?, _ words: SearchWords) -> JSON {
        let title = text.map { text in
            SearchExcerpt(text.title, runs: words.runs, isWhole: true)
                ?? SearchExcerpt(marked: text.markedTitle)
        }
        let body = text.map { text in
            SearchExcerpt(text.body, runs: words.runs, isWhole: false)
                ?? SearchExcerpt(marked: text.markedBody)
        }
        return .object(compacting: [
            "type": .string(hit.type.rawValue),
            "pid": .text(hit.pid),
            "url": .string("/v1/\(hit.type.rawValue)s/\(hit.pid)"),
            "at": .text(hit.at),
            "title": .string(text?.title ?? ""),
            "language": hit.type == .publication ? hit.language.map(JSON.string) : nil,
            "kind": hit.kind.map(JSON.string),
            "license": hit.license.map(JSON.string),
            "organisation": hit.organisation.map(JSON.string),
            "problem": hit.problem.map(JSON.string),
            "matches": ["title": title?.json ?? [], "text": body?.json ?? []],
        ])
    }
}
