// SPDX-License-Identifier: Apache-2.0

/// The earth mover's distance of a class from the table over a hierarchy: two values are as far apart as
/// the height of their lowest common parent, divided by the height of the root (Li, Li and
/// Venkatasubramanian 2007).
///
/// In a tree the distance is the sum over all edges of what has to pass through them, so no
/// flow has to be looked for.
struct HierarchicalDistance {
    /// For each value, the nodes from itself up to below the root.
    private let nodes: [[Int]]
    /// The table's share of each node.
    private let shares: [Double]
    private let height: Int

    /// `counts` are the table's rows by rank; of several spellings of a value the first one's place in the
    /// tree counts.
    ///
    /// `nil` when the hierarchy lacks a value.
    init?(_ hierarchy: Hierarchy, _ values: ValueDictionary, ranks: SensitiveRanks, counts: [Int]) {
        var known: [[String]: Int] = [:]
        var nodes = [[Int]](repeating: [], count: counts.count)
        for code in 0..<values.count {
            let rank = Int(ranks.ranks[code])
            guard rank < counts.count, nodes[rank].isEmpty else { continue }
            let value = values.withValue(code) { String(decoding: $0, as: UTF8.self) }
            guard let parents = hierarchy.parents[value] else { return nil }
            let path = [value] + parents
            // A node is told by all that is above it: two branches may have children of one name.
            nodes[rank] = (0..<hierarchy.height).map { level in
                let above = Array(path[level...])
                let number = known[above] ?? known.count
                known[above] = number
                return number
            }
        }
        let rows = Double(counts.reduce(0, +))
        var shares = [Double](repeating: 0, count: known.count)
        for (rank, path) in nodes.enumerated() {
            for node in path { shares[node] += Double(counts[rank]) / rows }
        }
        self.nodes = nodes
        self.shares = shares
        height = hierarchy.height
    }

    /// Of a class with these values, and how many rows each has.
    func distance(of values: ArraySlice<ClassValues.Entry>, size: Int) -> Double {
        var own: [Int: Double] = [:]
        for entry in values {
            for node in nodes[entry.rank] { own[node, default: 0] += Double(entry.count) / Double(size) }
        }
        // What the class lacks is what the table has there; the shares of each level sum up to one.
        // In one order, since sums of fractions depend on it.
        let ordered = own.sorted { $0.key < $1.key }
        let absent = Double(height) - ordered.reduce(0) { $0 + shares[$1.key] }
        let present = ordered.reduce(0) { $0 + abs($1.value - shares[$1.key]) }
        return (absent + present) / Double(2 * height)
    }
}
