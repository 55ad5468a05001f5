// SPDX-License-Identifier: Apache-2.0

/// How many hits there are.
struct SearchTotal: Sendable {
    enum Relation: String, CaseIterable, Sendable {
        case exactly
        case atLeast = "at_least"
    }

    let count: Int
    let relation: Relation

    static let shown = Representation<Self> {
        Member("count", .count) { $0.count }
        Member("relation", .one(of: Relation.self)) { $0.relation }
    }
}
