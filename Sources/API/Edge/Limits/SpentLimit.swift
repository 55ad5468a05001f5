// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes

/// A limit that a client ran into, as the answer's fields and the metrics say it.
package struct SpentLimit: Sendable {
    /// As in `RateLimit-Policy`.
    package let name: String
    /// How much there is in all.
    let quota: Int64
    /// Of what (`qu`); requests, where nothing is said.
    let unit: String?
    /// What is left of it.
    let remaining: Int64

    package init(_ name: String, _ quota: Int64, unit: String? = nil, remaining: Int64 = 0) {
        self.name = name
        self.quota = quota
        self.unit = unit
        self.remaining = remaining
    }

    /// All that there are.
    static let names =
        ["person", "address", "failures"].map { $0 + "-rate" }
        + ["server", "organisation", "person", "address"].flatMap { ["\($0)-requests", "\($0)-transfers"] }
        + Share.allCases.map(\.rawValue) + ["reserve"]

    /// The fields of draft-ietf-httpapi-ratelimit-headers-10, with the quota and without a time where it
    /// does not come back by itself.
    var fields: (policy: String, left: String) {
        (
            "\"\(name)\";q=\(quota)" + (unit.map { ";qu=\"\($0)\"" } ?? ""),
            "\"\(name)\";r=\(max(0, remaining))"
        )
    }
}

extension ProblemDetails {
    /// The same, which says by its fields what limit was reached.
    package func with(_ limit: SpentLimit) -> Self {
        var copy = with(.rateLimitPolicy, limit.fields.policy).with(.rateLimit, limit.fields.left)
        copy.limit = limit
        return copy
    }
}
