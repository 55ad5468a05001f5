// SPDX-License-Identifier: Apache-2.0

/// Decides whether a measured file meets a profile.
///
/// It reads measurements only, never the file; where there are several sets of quasi-identifiers, the worst
/// of them decides each rule.
package enum ReleaseGate {
    package static func decide(
        roles: [(column: String, role: ColumnRole?)],
        identifiers: [IdentifierInColumn],
        metrics: [TableMetrics],
        profile: GateProfile
    ) -> GateOutcome {
        let smallest = metrics.min { ($0.classes.k ?? .max) < ($1.classes.k ?? .max) }
        let unassigned = roles.filter { $0.role == nil }.map(\.column)
        let direct = Set(roles.filter { $0.role == .direct }.map(\.column))
        // A column already named direct fails its own rule; saying it twice would only hide the others.
        let suspected = Set(identifiers.filter { $0.severity == .blocking }.map(\.column)).subtracting(direct)
            .sorted()
        let rules = [
            columns("roles_assigned", unassigned),
            columns("direct_columns", roles.map(\.column).filter(direct.contains)),
            columns("suspected_identifiers", suspected),
            GateRule(
                "k",
                .atLeast(Double(profile.k)),
                measured: smallest?.classes.k.map(Double.init),
                detail: smallest?.quasi.isEmpty == true
                    ? "no quasi-identifier: all rows are one class" : smallest?.name(among: metrics) ?? ""
            ),
        ]
        return GateOutcome(
            profile: profile.name,
            rules: rules + uniques(metrics, profile) + sensitive(metrics, profile)
        )
    }

    private static func columns(_ name: String, _ concerned: [String]) -> GateRule {
        GateRule(
            name,
            .atMost(0),
            measured: Double(concerned.count),
            detail: concerned.joined(separator: ", ")
        )
    }

    private static func uniques(_ metrics: [TableMetrics], _ profile: GateProfile) -> [GateRule] {
        guard let most = profile.uniques else { return [] }
        let worst = metrics.max { $0.classes.uniques < $1.classes.uniques }
        return [
            GateRule(
                "uniques",
                .atMost(Double(most)),
                measured: worst.map { Double($0.classes.uniques) },
                detail: worst?.name(among: metrics) ?? ""
            )
        ]
    }

    private static func sensitive(_ metrics: [TableMetrics], _ profile: GateProfile) -> [GateRule] {
        [
            profile.distinctL.map { rule("distinct_l", .atLeast(Double($0)), metrics) { Double($0.l) } },
            profile.entropyL.map { rule("entropy_l", .atLeast($0), metrics, \.entropyL) },
            profile.t.map { rule("t", .atMost($0), metrics, \.t) },
            profile.alpha.map { rule("alpha", .atMost($0), metrics, \.alpha) },
        ].compactMap(\.self)
    }

    /// A rule on the worst sensitive attribute, over all rows or those whose value is known, naming it.
    private static func rule(
        _ name: String,
        _ threshold: GateRule.Threshold,
        _ metrics: [TableMetrics],
        _ value: (SensitiveMetrics) -> Double
    ) -> GateRule {
        guard metrics.contains(where: { !$0.sensitive.isEmpty }) else {
            return GateRule(
                name: name,
                threshold: threshold,
                measured: nil,
                outcome: .notApplicable,
                detail: "no sensitive column"
            )
        }
        let measured = metrics.flatMap { set in
            set.sensitive.flatMap { attribute in
                let name = [attribute.column, set.name(among: metrics)].filter { !$0.isEmpty }
                return attribute.measured.views.map {
                    (column: name.joined(separator: ", "), value: value($0))
                }
            }
        }
        let worst =
            switch threshold {
            case .atLeast: measured.min { $0.value < $1.value }
            case .atMost: measured.max { $0.value < $1.value }
            }
        return GateRule(name, threshold, measured: worst?.value, detail: worst?.column ?? "no rows")
    }
}

extension TableMetrics {
    /// By which of several sets of quasi-identifiers it was measured; empty where there is one.
    func name(among sets: [TableMetrics]) -> String {
        sets.count > 1 ? "by \(quasi.joined(separator: " and "))" : ""
    }
}
