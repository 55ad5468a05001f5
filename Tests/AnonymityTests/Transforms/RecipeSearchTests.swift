// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// The search for a recipe, against trying every one.
struct RecipeSearchTests {
    private static func passes(_ table: EncodedTable, _ roles: [String: ColumnRole], _ profile: GateProfile)
        throws -> Bool
    {
        var bytes: [UInt8] = []
        try table.write { bytes += $0 }
        let all = Dictionary(uniqueKeysWithValues: table.header.map { ($0, roles[$0] ?? .other) })
        let report = try measure(source: MemorySource(bytes), digest: "d", roles: all, profile: profile)
        let rules = report.gate.rules.filter {
            ["k", "uniques", "distinct_l", "entropy_l", "t", "alpha"].contains($0.name)
        }
        return rules.allSatisfy { $0.outcome != .fail }
    }

    @Test func `what is found meets the profile, and nothing that loses less does`() throws {
        var random = SeededRandom(11)
        var found = 0
        for _ in 0..<60 {
            let rows = (0..<random.int(20...90)).map { _ in
                [
                    "\(random.int(0...30))", random.pick(["red", "green", "blue", "grey", "red"]),
                    "2026-0\(random.int(1...6))-1\(random.int(0...9))", random.pick(["x", "y", "z"]),
                ]
            }
            let header = ["n", "colour", "day", "kind"]
            let table = try TransformTests.table(header, rows)
            let roles: [String: ColumnRole] = [
                "n": .quasi, "colour": .quasi, "day": .quasi, "kind": .sensitive,
            ]
            let profile = GateProfile(
                name: "test",
                k: random.int(2...6),
                distinctL: random.int(1...2),
                t: 0.6
            )
            let limit = random.pick([0, 0.05, 0.2])
            let search = try RecipeSearch(table, roles: roles, profile: profile, limit: limit)
            let best = try Self.best(table, roles, profile, limit)
            guard let result = search.run() else {
                #expect(best == nil)
                continue
            }
            found += 1
            #expect(result.isOptimal)
            #expect(abs(result.loss - (best ?? -1)) < 1e-9)
            var made = table
            _ = try Anonymiser(result.recipe).apply(to: &made, quasi: ["n", "colour", "day"])
            #expect(try Self.passes(made, roles, profile))
        }
        #expect(found > 40)
    }

    /// The least loss of all combinations of levels, each carried out and measured.
    private static func best(
        _ table: EncodedTable,
        _ roles: [String: ColumnRole],
        _ profile: GateProfile,
        _ limit: Double
    ) throws -> Double? {
        let quasi = ["n", "colour", "day"]
        let levels = try quasi.map {
            GeneralisationLevels(of: table.columns[try table.index(of: $0)], k: profile.k)
        }
        var best: Double?
        for a in levels[0].steps.indices {
            for b in levels[1].steps.indices {
                for c in levels[2].steps.indices {
                    let steps = zip(quasi, zip(levels, [a, b, c])).compactMap { name, level in
                        level.0.steps[level.1].map { Recipe.ColumnSteps(column: name, steps: [$0]) }
                    }
                    var made = table
                    let recipe = Recipe(
                        columns: steps,
                        rows: Recipe.RowSuppression(k: profile.k, limit: limit)
                    )
                    guard let report = try? Anonymiser(recipe).apply(to: &made, quasi: quasi), made.rows > 0,
                        try passes(made, roles, profile)
                    else { continue }
                    let loss =
                        zip(levels, [a, b, c]).reduce(0) { $0 + $1.0.losses[$1.1] } / 3
                        + report.suppressedShare
                    best = min(best ?? .infinity, loss)
                }
            }
        }
        return best
    }

    @Test func `numbers, dates, codes and texts have levels that only merge`() throws {
        let rows = (0..<200).map {
            [
                "\($0 * 7 % 997)", "2025-\(10 + $0 % 3)-1\($0 % 10)", "A\(1000 + $0)",
                $0 < 190 ? "common" : "rare \($0)",
            ]
        }
        let table = try TransformTests.table(["n", "d", "c", "t"], rows)
        for column in table.columns {
            let levels = GeneralisationLevels(of: column, k: 5)
            #expect(levels.counts == levels.counts.sorted(by: >), "\(column.name): \(levels.counts)")
            #expect(levels.counts.last == 1)
            #expect(levels.losses.first == 0)
            #expect(levels.counts.count >= 3, "\(column.name)")
        }
    }
}
