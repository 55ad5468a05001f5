// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// t-closeness over a hierarchy, against the recursion of the paper that defined it.
struct HierarchyTests {
    private static let tree = """
        flu;lung;body;*
        asthma;lung;body;*
        gastritis;stomach;body;*
        ulcer;stomach;body;*
        anxiety;mood;mind;*
        mania;mood;mind;*
        """

    /// Section 5.2 of Li et al.: the cost of a node is its height times what its
    /// children can give each other.
    private static func cost(_ parents: [String: [String]], _ extra: [String: Double]) -> Double {
        let height = parents.values.first?.count ?? 0
        var level = extra.map { (path: [$0.key] + (parents[$0.key] ?? []), extra: $0.value) }
        var total = 0.0
        for step in 1...height {
            let groups = Dictionary(grouping: level) { Array($0.path.dropFirst()) }
            level = groups.map { path, children in
                let positive = children.filter { $0.extra > 0 }.reduce(0) { $0 + $1.extra }
                let negative = children.filter { $0.extra < 0 }.reduce(0) { $0 - $1.extra }
                total += Double(step) / Double(height) * min(positive, negative)
                return (path, positive - negative)
            }
        }
        return total
    }

    @Test func `the distance is that of the paper's recursion`() throws {
        let hierarchy = try Hierarchy(reading: MemorySource(Self.tree))
        #expect(hierarchy.height == 3)
        let leaves = hierarchy.parents.keys.sorted()
        var random = SeededRandom(3)
        for _ in 0..<200 {
            let rows = (0..<random.int(1...40)).map { _ in
                [random.pick(["x", "y", "z"]), random.pick(leaves)]
            }
            var reader = try CSVReader(csv(["q", "s"], rows))
            var measurement = try Measurement(
                header: ["q", "s"],
                quasi: ["q"],
                sensitive: ["s"],
                combine: false,
                hierarchies: ["s": hierarchy]
            )
            while try reader.next() { try measurement.add(reader) }
            let found = try #require(try measurement.finish().sensitive[0].metrics)
            let classes = Dictionary(grouping: rows) { $0[0] }.values
            let expected =
                classes.map { members in
                    let extra = leaves.map { leaf in
                        let q = Double(members.count { $0[1] == leaf }) / Double(members.count)
                        let p = Double(rows.count { $0[1] == leaf }) / Double(rows.count)
                        return (leaf, q - p)
                    }
                    return Self.cost(hierarchy.parents, Dictionary(uniqueKeysWithValues: extra))
                }.max() ?? 0
            #expect(abs(found.t - expected) < 1e-9)
            #expect(found.distance == .hierarchical)
            // Never farther than if all were equally far.
            #expect(found.t <= found.tEqual + 1e-12)
        }
    }

    @Test func `several roots get one above, and what is wrong is said`() throws {
        // As spreadsheets write it, with a mark.
        let forest = try Hierarchy(reading: MemorySource("\u{FEFF}a;x\nb;x\nc;y\n"))
        #expect(forest.height == 2)
        #expect(throws: Hierarchy.Malformed.self) { try Hierarchy(reading: MemorySource("a;x\na;y\n")) }
        #expect(throws: Hierarchy.Malformed.self) { try Hierarchy(reading: MemorySource("a\nb\n")) }
        #expect(throws: CSVError.self) { try Hierarchy(reading: MemorySource("a;x\nb;x;y\n")) }
        #expect(throws: MeasureError.notInHierarchy(column: "s", value: "d", count: 2)) {
            try measure(
                source: csv(["q", "s"], [["1", "a"], ["1", "d"], ["1", "e"], ["1", "d"]]),
                digest: "d",
                roles: ["q": .quasi, "s": .sensitive],
                options: MeasureOptions(hierarchies: ["s": forest])
            )
        }
    }
}
