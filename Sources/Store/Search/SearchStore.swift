// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Searches what is public, through the schema `published`.
package struct SearchStore {
    /// Of what matches, this many of the newest are ranked and counted; a query that matches half of
    /// everything is answered as fast as any other.
    package static let window = 500

    /// How many characters of a text an excerpt is sought in.
    private static let excerpted = 3000

    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The query in the database's own form; `nil` where only words remain that every text has.
    package func query(_ words: SearchWords, language: String?) throws(PostgresError) -> String? {
        try db.scalar("SELECT published.search_query(\(words.text), \(words.firsts), \(language))::text")
    }

    /// The newest matches with their ranks, newest first, at most one more than the window.
    ///
    /// The query is a constant of this statement's plan, so that the planner knows how much it matches:
    /// little is found by the index of words, much by going back in time.
    package func hits(_ query: String, _ filter: SearchFilter) throws(PostgresError) -> [SearchHit] {
        try db.execute("SET LOCAL plan_cache_mode = 'force_custom_plan'")
        let hits: [SearchHit] = try db.all(
            """
            SELECT \(SearchHit.columns), ts_rank(words, \(query)::tsquery, 1)::float8
            FROM (
                SELECT \(SearchHit.columns), words FROM published.search
                WHERE words @@ \(query)::tsquery AND \(condition(filter))
                ORDER BY at DESC, pid DESC LIMIT \(Self.window + 1)
            ) newest
            ORDER BY at DESC, pid DESC
            """
        )
        try db.execute("SET LOCAL plan_cache_mode = 'auto'")
        return hits
    }

    /// The texts of some hits, in no order; excerpts are of their beginnings, since reading fifty thousand
    /// characters for one takes time.
    package func texts(of pids: [PID], _ query: String) throws(PostgresError) -> [SearchText] {
        let around = "StartSel=\(SearchText.start), StopSel=\(SearchText.end)"
        let whole = "\(around), HighlightAll=true"
        let parts = "\(around), MaxFragments=2, MinWords=8, MaxWords=28, FragmentDelimiter=\" … \""
        return try db.all(
            """
            SELECT pid, title, body,
                ts_headline(configuration, title, \(query)::tsquery, \(whole)) AS marked_title,
                ts_headline(
                    configuration, left(body, \(Int32(Self.excerpted))), \(query)::tsquery, \(parts)
                ) AS marked_body
            FROM (
                SELECT pid, published.search_configuration(language) AS configuration,
                    translate(title, \(Self.marks), '') AS title, translate(body, \(Self.marks), '') AS body
                FROM published.search_sources WHERE pid = ANY (\(pids.map(\.description)))
            ) found
            """
        )
    }

    /// The names of organisations and problems.
    package func names(of pids: [String]) throws(PostgresError) -> [NamedSet] {
        try db.all(
            """
            SELECT pid, name FROM published.organisations WHERE pid = ANY (\(pids))
            UNION ALL SELECT pid, title FROM published.problems WHERE pid = ANY (\(pids))
            """
        )
    }

    private static var marks: String { "\(SearchText.start)\(SearchText.end)" }

    private func condition(_ filter: SearchFilter) -> SQL {
        var condition: SQL = "true"
        if let type = filter.type { condition = "\(condition) AND type = \(type)" }
        if let kind = filter.kind { condition = "\(condition) AND kind = \(kind)" }
        if let license = filter.license { condition = "\(condition) AND license = \(license)" }
        if let organisation = filter.organisation {
            condition = "\(condition) AND organisation = \(organisation)"
        }
        if let problem = filter.problem { condition = "\(condition) AND problem = \(problem)" }
        if let language = filter.language { condition = "\(condition) AND language = \(language)" }
        if let year = filter.year {
            condition = """
                \(condition) AND at >= make_timestamptz(\(year)::int, 1, 1, 0, 0, 0, 'UTC')
                AND at < make_timestamptz(\(year + 1)::int, 1, 1, 0, 0, 0, 'UTC')
                """
        }
        return condition
    }
}
