// SPDX-License-Identifier: Apache-2.0
import Domain
import Hummingbird

/// The parameters of a query, each known and at most once.
package struct Query: Sendable {
    private let values: [String: String]

    init(_ text: String?, allowed: Set<String>) throws {
        var values: [String: String] = [:]
        guard let pairs = Percent.pairs(text ?? "") else {
            throw ProblemDetails.badRequest("bad_query", "The query is not well formed.")
        }
        for (name, value) in pairs {
            guard allowed.contains(name) else {
                throw ProblemDetails.badRequest("unknown_parameter", "There is no parameter \(name).")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw ProblemDetails.badRequest("repeated_parameter", "The parameter \(name) is there twice.")
            }
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }
}

extension Call {
    /// What stands behind the question mark.
    package var rawQuery: String {
        let string = request.uri.string
        return string.firstIndex(of: "?").map { String(string[string.index(after: $0)...]) } ?? ""
    }

    /// The query's parameters; one that is not in `allowed` is refused.
    package func query(_ allowed: Set<String> = []) throws -> Query {
        try Query(rawQuery, allowed: allowed)
    }
}
