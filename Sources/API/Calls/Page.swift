// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import OpenSSL

/// One page of a list, by keyset: the cursor says behind which key the page begins.
package struct Page: Sendable {
    package let limit: Int
    /// The key behind which the page begins; `nil` for the first page.
    package let cursor: String?
    private let path: String
    private let filters: [(String, String)]

    init(limit: Int, cursor: String?, path: String, filters: [(String, String)]) {
        self.limit = limit
        self.cursor = cursor
        self.path = path
        self.filters = filters
    }

    /// The cursor of a list whose key is a public id.
    package func pid() throws -> PID? {
        try cursor.map { text in
            guard let pid = PID(text) else { throw ProblemDetails.badCursor }
            return pid
        }
    }

    /// The answer for rows of which one more than `limit` was asked for, to know whether there is a next page.
    package func answer<Row>(_ rows: [Row], key: (Row) -> String, json: (Row) throws -> JSON) rethrows
        -> Answer
    {
        let shown = rows.prefix(limit)
        var answer = Answer.json(["items": .array(try shown.map(json))])
        if rows.count > limit, let last = shown.last {
            var pairs = filters
            pairs.append(("limit", String(limit)))
            pairs.append(("cursor", Base64URL.encode(Array(key(last).utf8))))
            let query = pairs.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&")
            if let link = HTTPField.Name("Link") { answer.headers[link] = "<\(path)?\(query)>; rel=\"next\"" }
        }
        return answer
    }
}

extension Call {
    /// The page that the query asks for; `filters` are the further parameters that it may have.
    package func page(filters: Set<String> = []) throws -> (Page, Query) {
        let query = try query(filters.union(["limit", "cursor"]))
        var cursor: String?
        if let text = query["cursor"] {
            guard let bytes = Base64URL.decode(text), let key = String(validating: bytes, as: UTF8.self),
                !key.isEmpty,
                !key.utf8.contains(0)
            else { throw ProblemDetails.badCursor }
            cursor = key
        }
        let pairs = filters.sorted().compactMap { name in query[name].map { (name, $0) } }
        return (Page(limit: try query.limit(), cursor: cursor, path: request.uri.path, filters: pairs), query)
    }
}
