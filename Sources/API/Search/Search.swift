// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// `/v1/search`: full-text search over what is public.
enum Search {
    static let routes: [Route] = [
        Route(
            .get,
            "/v1/search",
            "Search publications, problems and datasets",
            scope: nil,
            contract: contract,
            search
        )
    ]

    private static let contract: Operation = {
        var operation = Operation.page("search", .publications, FoundHit.shown.schema)
            .asking(SearchQuestion.parameters)
        operation.content = .json(
            .object([
                "items": .list(of: FoundHit.shown.schema), "total": SearchTotal.shown.schema,
                "facets": SearchFacets.shown.schema,
            ])
        )
        operation.refusals = [422, 503]
        return operation
    }()

    private static func search(_ call: Call) async throws -> Answer {
        let (page, question) = try call.page(SearchQuestion.parameters)
        let after = try page.key(place)
        return try await call.searchPublic { db in
            let store = SearchStore(db)
            guard let asked = try store.query(question.words, language: question.filter.language) else {
                let none = SearchTotal(count: 0, relation: .exactly)
                return answer(page, [], none, SearchFacets([])) { FoundHit($0, nil, question.words) }
            }
            let found = try store.hits(asked, question.filter)
            let hits = found.prefix(SearchStore.window).sorted(by: isBefore)
            let facets = SearchFacets(hits)
            let rest = hits.filter { hit in after.map { isBefore($0, (hit.rank, hit.pid)) } ?? true }
            let shown = rest.prefix(page.limit + 1)
            let texts = try store.texts(of: shown.prefix(page.limit).map(\.pid), asked)
            let names = try store.names(of: facets.named)
            let total = SearchTotal(
                count: hits.count,
                relation: found.count <= SearchStore.window ? .exactly : .atLeast
            )
            return answer(
                page,
                Array(shown),
                total,
                facets.naming(
                    Dictionary(names.map { ($0.pid.description, $0.name) }) { first, _ in first }
                )
            ) { hit in FoundHit(hit, texts.first { $0.pid == hit.pid }, question.words) }
        }
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

    private static func place(_ cursor: String) -> Place? {
        let parts = cursor.split(separator: " ")
        guard parts.count == 2, let bits = UInt64(parts[0], radix: 16), let pid = PID(String(parts[1])) else {
            return nil
        }
        return (Double(bitPattern: bits), pid)
    }

    // MARK: Answers

    private static func answer(
        _ page: Page,
        _ shown: [SearchHit],
        _ total: SearchTotal,
        _ facets: SearchFacets,
        item: (SearchHit) -> FoundHit
    ) -> Answer {
        page.answer(
            shown,
            key: { "\(String($0.rank.bitPattern, radix: 16)) \($0.pid)" },
            members: ["total": SearchTotal.shown.json(total), "facets": SearchFacets.shown.json(facets)],
            json: { FoundHit.shown.json(item($0)) }
        )
    }
}
