// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// How many of the hits have each value, most frequent first.
struct SearchFacets {
    /// How many values of a facet are told.
    private static let longest = 20

    private let counts: [String: [(value: String, count: Int)]]

    init(_ hits: [SearchHit]) {
        counts = [
            "type": Self.count(hits) { $0.type.rawValue },
            "kind": Self.count(hits, \.kind),
            "license": Self.count(hits, \.license),
            "language": Self.count(hits, \.language),
            "year": Self.count(hits) { String($0.at.description.prefix(4)) },
            "organisation": Self.count(hits, \.organisation),
            "problem": Self.count(hits, \.problem),
        ]
    }

    /// The values that are identifiers, whose names people want to read.
    var named: [String] { ["organisation", "problem"].flatMap { counts[$0, default: []].map(\.value) } }

    func json(names: [String: String]) -> JSON {
        .object(
            counts.mapValues { values in
                .array(
                    values.map { value, count in
                        .object(compacting: [
                            "value": .string(value), "count": .integer(Int64(count)),
                            "name": names[value].map(JSON.string),
                        ])
                    }
                )
            }
        )
    }

    private static func count(_ hits: [SearchHit], _ value: (SearchHit) -> String?) -> [(String, Int)] {
        var counts: [String: Int] = [:]
        for hit in hits { if let value = value(hit) { counts[value, default: 0] += 1 } }
        let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return sorted.prefix(longest).map { ($0.key, $0.value) }
    }
}
