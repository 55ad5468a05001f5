// SPDX-License-Identifier: Apache-2.0

/// Finds a recipe that brings a table to a profile and loses least of it.
///
/// Greedily first: the column whose next level helps most for what it costs, until the profile is met. Then
/// through the lattice of all levels (Samarati 2001) by rising loss, leaving out what is below a node that
/// leaves out too many rows, for that only gets worse (the monotony that LeFevre, DeWitt and Ramakrishnan
/// used in 2005), and whatever loses more than what was found.
package struct RecipeSearch {
    package struct Found: Sendable {
        package let recipe: Recipe
        /// The mean loss over the quasi-identifiers, and the share of rows left out.
        package let loss: Double
        package let suppressedShare: Double
        /// Nodes of the lattice that were measured, of all there are.
        package let measured: Int
        package let nodes: Int
        /// Whether no node of the lattice is better.
        package let isOptimal: Bool
    }

    private let profile: GateProfile
    private let roles: [String: ColumnRole]
    private let limit: Double
    private let names: [String]
    private let levels: [GeneralisationLevels]
    private let ranks: [SensitiveRanks]
    /// Distinct rows of the quasi-identifiers and the sensitive attributes.
    private let whole: TupleTable
    private let rows: Int
    /// How many nodes are measured at most after the greedy ones.
    private static let budget = 3000

    /// Prepares the search; columns that are named direct are dropped.
    ///
    /// Throws `MeasureError` for columns that the table does not have.
    package init(
        _ table: EncodedTable,
        roles: [String: ColumnRole],
        profile: GateProfile,
        limit: Double = 0.05,
        missing: MissingWords = MissingWords()
    ) throws {
        self.profile = profile
        self.roles = roles
        self.limit = limit
        for name in roles.keys.sorted() { _ = try table.index(of: name) }
        names = table.header.filter { roles[$0] == .quasi }
        let quasi = try names.map { table.columns[try table.index(of: $0)] }
        let sensitive = table.columns.filter { roles[$0.name] == .sensitive }
        levels = quasi.map { GeneralisationLevels(of: $0, k: profile.k, table.dialect, missing: missing) }
        ranks = sensitive.map { column in
            var values = ValueDictionary()
            for value in column.values {
                _ = Array(value.utf8).withUnsafeBufferPointer { values.code(of: $0) }
            }
            return SensitiveRanks(values, table.dialect, missing: missing)
        }
        var whole = TupleTable(width: quasi.count + sensitive.count)
        let columns = quasi + sensitive
        for row in 0..<table.rows {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: columns.count + 1) { key in
                for (place, column) in columns.enumerated() { key[place] = column.codes[row] }
                _ = whole.add(UnsafePointer(key.baseAddress.unsafelyUnwrapped))
            }
        }
        self.whole = whole
        rows = table.rows
    }

    /// The best recipe; `nil` when none meets the profile, not even one star in every column.
    package func run() -> Found? {
        guard !names.isEmpty, rows > 0 else { return nil }
        let nodes = levels.reduce(1) {
            $0.multipliedReportingOverflow(by: $1.steps.count).overflow ? .max : $0 * $1.steps.count
        }
        var search = State()
        guard var best = greedy(&search) else { return nil }
        let isOptimal = lattice(&best, &search, nodes)
        var columns: [Recipe.ColumnSteps] = []
        for (place, level) in best.node.enumerated() {
            guard let step = levels[place].steps[level] else { continue }
            columns.append(Recipe.ColumnSteps(column: names[place], steps: [step]))
        }
        columns += roles.filter { $0.value == .direct }.keys.sorted().map {
            Recipe.ColumnSteps(column: $0, steps: [.drop])
        }
        return Found(
            recipe: Recipe(
                roles: roles.filter { $0.value != .direct },
                columns: columns,
                rows: best.suppressed > 0 ? Recipe.RowSuppression(k: profile.k, limit: limit) : nil
            ),
            loss: best.loss,
            suppressedShare: best.suppressed,
            measured: search.measured.count,
            nodes: nodes,
            isOptimal: isOptimal
        )
    }

    // MARK: Nodes

    private struct Best {
        var node: [Int]
        var suppressed: Double
        var loss: Double
    }

    private struct Outcome {
        let suppressed: Double
        let passes: Bool
    }

    private struct State {
        var measured: [[Int]: Outcome] = [:]
        /// Nodes that leave out too many rows: so does everything below.
        var tooFine: [[Int]] = []
    }

    private func loss(of node: [Int]) -> Double {
        node.enumerated().reduce(0) { $0 + levels[$1.offset].losses[$1.element] } / Double(node.count)
    }

    private func greedy(_ search: inout State) -> Best? {
        var node = [Int](repeating: 0, count: levels.count)
        while true {
            let outcome = measure(node, &search)
            if outcome.passes { break }
            // The step that leaves out fewest rows more for what it costs.
            let steps = levels.indices.filter { node[$0] + 1 < levels[$0].steps.count }
            guard !steps.isEmpty else { return nil }
            let here = loss(of: node)
            let best = steps.max { left, right in
                gain(left, node, outcome, here, &search) < gain(right, node, outcome, here, &search)
            }
            node[best ?? steps[0]] += 1
        }
        // Whatever can be taken back again, is.
        for place in levels.indices.sorted(by: { levels[$0].losses[node[$0]] > levels[$1].losses[node[$1]] })
        {
            while node[place] > 0 {
                var finer = node
                finer[place] -= 1
                guard measure(finer, &search).passes else { break }
                node = finer
            }
        }
        let suppressed = measure(node, &search).suppressed
        return Best(node: node, suppressed: suppressed, loss: loss(of: node) + suppressed)
    }

    private func gain(_ place: Int, _ node: [Int], _ outcome: Outcome, _ here: Double, _ search: inout State)
        -> Double
    {
        var coarser = node
        coarser[place] += 1
        let next = measure(coarser, &search)
        let cost = max(1e-9, loss(of: coarser) - here)
        return (outcome.suppressed - next.suppressed + (next.passes ? 1 : 0) + 1e-6) / cost
    }

    /// Looks for something better than `best`; whether all that could be was looked at.
    private func lattice(_ best: inout Best, _ search: inout State, _ nodes: Int) -> Bool {
        guard nodes <= 1_000_000 else { return false }
        var candidates: [(node: [Int], loss: Double)] = []
        var node = [Int](repeating: 0, count: levels.count)
        repeat {
            let loss = loss(of: node)
            if loss < best.loss { candidates.append((node, loss)) }
        } while advance(&node)
        candidates.sort { $0.loss < $1.loss }
        var left = Self.budget
        for (node, loss) in candidates {
            guard loss < best.loss else { break }
            guard !search.tooFine.contains(where: { zip(node, $0).allSatisfy { $0 <= $1 } }) else { continue }
            if search.measured[node] == nil {
                left -= 1
                guard left >= 0 else { return false }
            }
            let outcome = measure(node, &search)
            if outcome.passes, loss + outcome.suppressed < best.loss {
                best = Best(node: node, suppressed: outcome.suppressed, loss: loss + outcome.suppressed)
            }
        }
        return true
    }

    private func advance(_ node: inout [Int]) -> Bool {
        for place in node.indices {
            node[place] += 1
            if node[place] < levels[place].steps.count { return true }
            node[place] = 0
        }
        return false
    }

    /// Measures the table with the columns at these levels, without the rows of classes that are too small.
    private func measure(_ node: [Int], _ search: inout State) -> Outcome {
        if let known = search.measured[node] { return known }
        var classes = TupleTable(width: node.count)
        let numbers = (0..<whole.count).map { number in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: node.count) { key in
                whole.withTuple(number) { tuple in
                    for (place, level) in node.enumerated() {
                        key[place] = levels[place].codes[level][Int(tuple[place])]
                    }
                }
                return classes.add(
                    UnsafePointer(key.baseAddress.unsafelyUnwrapped),
                    weight: whole.weight(of: number)
                )
            }
        }
        let gone = classes.weights.filter { $0 < profile.k }.reduce(0, +)
        let suppressed = Double(gone) / Double(rows)
        guard suppressed <= limit, gone < rows else {
            search.tooFine.append(node)
            return remember(Outcome(suppressed: suppressed, passes: false), node, &search)
        }
        // What is left, numbered anew.
        var renumbered = [Int](repeating: -1, count: classes.count)
        var sizes: [Int] = []
        for number in 0..<classes.count where classes.weight(of: number) >= profile.k {
            renumbered[number] = sizes.count
            sizes.append(classes.weight(of: number))
        }
        let attributes = ranks.indices.map { place in
            var pairs = PairTable()
            for (number, own) in numbers.enumerated() where renumbered[own] >= 0 {
                let value = whole.withTuple(number) { $0[node.count + place] }
                pairs.add(class: renumbered[own], value: value, weight: whole.weight(of: number))
            }
            var measurement = AttributeMeasurement(
                ranks: ranks[place],
                counts: SensitiveMeasurement.counts(pairs, ranks: ranks[place])
            )
            measurement.add(pairs, classes: sizes.count)
            return measurement.finish()
        }
        let passes = profile.isMet(by: ClassMetrics(sizes: sizes, rows: sizes), attributes.flatMap(\.views))
        return remember(Outcome(suppressed: suppressed, passes: passes), node, &search)
    }

    private func remember(_ outcome: Outcome, _ node: [Int], _ search: inout State) -> Outcome {
        search.measured[node] = outcome
        return outcome
    }
}

extension GateProfile {
    /// Whether the thresholds on classes and sensitive attributes hold.
    fileprivate func isMet(by classes: ClassMetrics, _ attributes: [SensitiveMetrics]) -> Bool {
        guard GateRule.Threshold.atLeast(Double(k)).isMet(by: classes.k.map(Double.init)) else {
            return false
        }
        if let uniques, classes.uniques > uniques { return false }
        return attributes.allSatisfy { attribute in
            (distinctL.map { attribute.l >= $0 } ?? true)
                && (entropyL.map { GateRule.Threshold.atLeast($0).isMet(by: attribute.entropyL) } ?? true)
                && (t.map { GateRule.Threshold.atMost($0).isMet(by: attribute.t) } ?? true)
                && (alpha.map { GateRule.Threshold.atMost($0).isMet(by: attribute.alpha) } ?? true)
        }
    }
}
