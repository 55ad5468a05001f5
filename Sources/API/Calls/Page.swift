// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import OpenSSL

/// One page of a list, by keyset: the cursor says behind which key the page begins.
package struct Page: Sendable {
    /// Where the query says nothing else.
    static let standardLimit = 20

    package let limit: Int
    /// The key behind which the page begins; `nil` for the first page.
    package let cursor: String?
    private let path: String
    private let filters: [(String, String)]
    private let seal: CursorSeal

    init(limit: Int, cursor: String?, path: String, filters: [(String, String)], seal: CursorSeal) throws {
        self.limit = limit
        self.path = path
        self.filters = filters
        self.seal = seal
        let list = Self.list(path, filters)
        self.cursor = try cursor.map { text in
            guard let key = seal.open(text, of: list) else { throw ProblemDetails.badCursor }
            return key
        }
    }

    /// What a cursor is bound to: the list and its filters, but not the length of its pages.
    private static func list(_ path: String, _ filters: [(String, String)]) -> String {
        path + "?" + query(filters)
    }

    private static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&")
    }

    /// The cursor of a list with keys of some form; `nil` for the first page.
    func key<Key>(_ parse: (String) -> Key?) throws -> Key? {
        try cursor.map { text in
            guard let key = parse(text) else { throw ProblemDetails.badCursor }
            return key
        }
    }

    /// The answer for rows of which one more than `limit` was asked for, to know
    /// whether there is a next page.
    ///
    /// - Parameter members: what the answer says beside its items.
    package func answer<Row>(
        _ rows: [Row],
        key: (Row) -> String,
        members: [String: JSON] = [:],
        json: (Row) throws -> JSON
    ) rethrows -> Answer {
        let shown = rows.prefix(limit)
        var answer = Answer.json(
            .object(members.merging(["items": .array(try shown.map(json))]) { first, _ in first })
        )
        if rows.count > limit, let last = shown.last {
            let cursor = seal.seal(key(last), of: Self.list(path, filters))
            let query = Self.query(filters + [("limit", String(limit)), ("cursor", cursor)])
            answer.headers[.link] = "<\(path)?\(query)>; rel=\"next\""
        }
        return answer
    }
}

extension Parameter where Value == Int {
    /// How many items an answer has at most.
    static var limit: Self { .integer("limit", 1...100) }
}

extension Call {
    /// The page that the query asks for, and what it says beside.
    func page<Asked>(_ parameters: Parameters<Asked>) throws -> (Page, Asked) {
        let filters = Set(parameters.schemas.keys)
        let query = try query(filters.union(["limit", "cursor"]))
        let page = try Page(
            limit: try query[.limit] ?? Page.standardLimit,
            cursor: query["cursor"],
            path: request.uri.path,
            filters: filters.sorted().compactMap { name in query[name].map { (name, $0) } },
            seal: services.cursors
        )
        return (page, try parameters.value(query))
    }
}
