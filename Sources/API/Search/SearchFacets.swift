// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// How many of the hits have each value, most frequent first.
struct SearchFacets: Sendable {
    /// What is counted.
    enum Name: String, CaseIterable, Sendable {
        case type, kind, license, language, year, organisation, problem
    }

    /// How many of the hits have one value.
    struct Facet: Sendable {
        let value: String
        let count: Int
        /// Of a value that is an identifier, what people call it.
        var name: String?

        fileprivate static let shown = Representation<Self>(
            "Facet",
            "How many of what was found have a value."
        ) {
            Member("value", .string) { $0.value }
            Member("count", .count) { $0.count }
            Member("name", optional: .string) { $0.name }
        }
    }

    /// How many values of a facet are shown.
    private static let longest = 20

    private var facets: [Name: [Facet]]

    init(_ hits: [SearchHit]) {
        facets = [
            .type: Self.count(hits) { $0.type.rawValue },
            .kind: Self.count(hits, \.kind),
            .license: Self.count(hits, \.license),
            .language: Self.count(hits, \.language),
            .year: Self.count(hits) { String($0.at.description.prefix(4)) },
            .organisation: Self.count(hits, \.organisation),
            .problem: Self.count(hits, \.problem),
        ]
    }

    /// The values that are identifiers, whose names people want to read.
    var named: [String] { [.organisation, .problem].flatMap { facets[$0, default: []].map(\.value) } }

    /// The same with names for some of the values.
    func naming(_ names: [String: String]) -> Self {
        var copy = self
        copy.facets = facets.mapValues { values in
            values.map { Facet(value: $0.value, count: $0.count, name: names[$0.value]) }
        }
        return copy
    }

    static let shown = Representation<Self> {
        Name.allCases.map { name in
            Member<Self>(name.rawValue, listOf: Facet.shown) { $0.facets[name, default: []] }
        }
    }

    private static func count(_ hits: [SearchHit], _ value: (SearchHit) -> String?) -> [Facet] {
        var counts: [String: Int] = [:]
        for hit in hits { if let value = value(hit) { counts[value, default: 0] += 1 } }
        let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return sorted.prefix(longest).map { Facet(value: $0.key, count: $0.value) }
    }
}
