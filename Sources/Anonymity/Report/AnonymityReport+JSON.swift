// SPDX-License-Identifier: Apache-2.0
import JSON

extension AnonymityReport {
    /// The report as JSON: `"inf"` for an infinite number, `null` where a number is undefined.
    ///
    /// What was measured of the table stands at the top, of several sets of quasi-identifiers what was by the
    /// one with the smallest class; beside it, what was read, each set, and what the gate made of it.
    package var json: JSON {
        var about: [String: JSON] = [
            "version": .integer(Int64(Self.version)),
            "digest": .string(digest),
            "reading": [
                "dialect": dialect.json,
                "missing": .array(missing.map(JSON.string)),
                "null_policy":
                    "an empty quasi-identifier is a value of its own; sensitive attributes with and without missing",
            ],
            "columns": .array(columns.map(\.json)),
            "findings": .array(identifiers.map(\.json)),
            "gate": gate.json,
        ]
        if !sets.isEmpty { about["sets"] = .array(sets.map(\.json)) }
        return .object(about.merging(metrics.json.object ?? [:]) { own, _ in own })
    }
}

extension JSON {
    fileprivate static func count(_ value: Int) -> JSON { .integer(Int64(value)) }

    fileprivate static func real(_ value: Double?) -> JSON {
        guard let value else { return .null }
        return value.isFinite ? .number(value) : "inf"
    }
}

extension AnonymityReport.Column {
    fileprivate var json: JSON {
        [
            "name": .string(profile.name),
            "role": role.map { .string($0.rawValue) } ?? .null,
            "acknowledged": acknowledged.map(JSON.string) ?? .null,
            "type": .string(profile.type.rawValue),
            "empty": .count(profile.empty),
            "distinct": .count(profile.distinct),
            "distinct_exact": .bool(profile.distinctIsExact),
            "uniqueness": .number(profile.uniqueness),
        ]
    }
}

extension IdentifierInColumn {
    fileprivate var json: JSON {
        [
            "column": .string(column),
            "kind": .string(kind.rawValue),
            "verdict": .string(severity.rawValue),
            "certainty": .string(certainty.rawValue),
            "hits": .count(hits),
            "share": .number(share),
            "lines": .array(lines.map(JSON.count)),
            "sample": sample.map(JSON.string) ?? .null,
            "reason": .string(reason),
        ]
    }
}

extension TableMetrics {
    /// One object with the table's numbers, the worst attribute and each attribute.
    package var json: JSON {
        [
            "quasi": .array(quasi.map(JSON.string)),
            "combined": .bool(combined),
            "rows": .count(rows),
            "classes": .count(classes.classes),
            "k": classes.k.map(JSON.count) ?? .null,
            "uniques": .count(classes.uniques),
            "rows_lt5": .count(classes.rowsUnder5),
            "rows_lt11": .count(classes.rowsUnder11),
            "avg_risk": .real(classes.averageRisk),
            "max_risk": .real(classes.maximumRisk),
            "suppressed_rows": .count(suppressedRows),
            "k_rows": rowK.map(JSON.count) ?? .null,
            "subject": subject.map {
                ["column": .string($0.column), "count": .count($0.count), "spellings": .count($0.spellings)]
            } ?? .null,
            "average_class_size": .real(classes.averageSize),
            "discernibility": .real(classes.discernibility),
            "wildcard": wildcard?.json ?? .null,
            "minimal_uniques": minimalUniques.json,
            "class_sizes": .array(
                classes.histogram.map { bucket in
                    [
                        "from": .count(bucket.sizes.lowerBound),
                        "to": bucket.sizes.upperBound == Int.max - 1
                            ? .null : .count(bucket.sizes.upperBound),
                        "classes": .count(bucket.classes),
                        "rows": .count(bucket.rows),
                    ]
                }
            ),
            "contributions": .array(
                contributions.map { contribution in
                    [
                        "column": .string(contribution.column),
                        "k_without": contribution.kWithout.map(JSON.count) ?? .null,
                        "uniques_without": .count(contribution.uniquesWithout),
                    ]
                }
            ),
            "worst": worst?.json ?? .null,
            "sensitive": .object(
                Dictionary(
                    uniqueKeysWithValues: sensitive.map { ($0.column, $0.json) }
                )
            ),
        ]
    }
}

extension TableMetrics.Attribute {
    /// The numbers with missing values at the top, those without in `known` where there are missing ones.
    fileprivate var json: JSON {
        guard let metrics else { return .null }
        let about: [String: JSON] = [
            "values": .count(metrics.values), "distance": .string(metrics.distance.rawValue),
            "missing": .count(measured.missing),
            "known": measured.known?.described ?? .null,
            "spellings": [
                "count": .count(spellings.count),
                "groups": .array(spellings.groups.map { .array($0.map(JSON.string)) }),
            ],
        ]
        return .object(metrics.members.merging(about) { own, _ in own })
    }
}

extension WildcardMetrics {
    fileprivate var json: JSON {
        [
            "k": .count(k), "uniques": .count(uniques), "rows_lt5": .count(rowsUnder5),
            "rows_lt11": .count(rowsUnder11),
            "avg_risk": .real(averageRisk), "max_risk": .real(maximumRisk),
        ]
    }
}

extension MinimalUniques {
    fileprivate var json: JSON {
        [
            "complete": .bool(isComplete), "largest": .count(Self.largest),
            "subsets": .array(
                subsets.map { ["columns": .array($0.columns.map(JSON.string)), "rows": .count($0.rows)] }
            ),
        ]
    }
}

extension SensitiveMetrics {
    fileprivate var members: [String: JSON] {
        [
            "l": .count(l),
            "entropy_l": .real(entropyL),
            "alpha": .real(alpha),
            "c_at_2": .real(cAt2),
            "c_at_l": .real(cAtL),
            "beta": .real(beta),
            "enhanced_ok": .bool(enhancedOK),
            "delta": .real(delta),
            "delta_present": .real(deltaPresent),
            "t": .real(t),
            "t_equal": .real(tEqual),
        ]
    }

    fileprivate var json: JSON { .object(members) }

    fileprivate var described: JSON {
        let about: [String: JSON] = ["values": .count(values), "distance": .string(distance.rawValue)]
        return .object(members.merging(about) { own, _ in own })
    }
}

extension GateOutcome {
    fileprivate var json: JSON {
        [
            "profile": .string(profile),
            "passed": .bool(passed),
            "rules": .array(rules.map(\.json)),
        ]
    }
}

extension GateRule {
    fileprivate var json: JSON {
        let (comparison, bound): (JSON, Double) =
            switch threshold {
            case .atLeast(let least): ("at_least", least)
            case .atMost(let most): ("at_most", most)
            }
        return [
            "rule": .string(name),
            "comparison": comparison,
            "threshold": .number(bound),
            "measured": .real(measured),
            "outcome": .string(outcome.rawValue),
            "detail": .string(detail),
        ]
    }
}
