// SPDX-License-Identifier: Apache-2.0

extension ColumnScan {
    /// A column with at least this share of distinct values is near-unique.
    static let nearUnique = 0.95
    /// With fewer filled cells than this, all values being different says nothing.
    static let fewestCells = 10

    /// What is suspected, the gravest first.
    ///
    /// `acknowledged` gives the data officer's reason why the column's name or its near-unique values are no
    /// identifier; it never excuses a recognised one.
    func identifiers(acknowledged: String? = nil) -> [IdentifierInColumn] {
        var found = IdentifierKind.allCases.compactMap(recognised)
        // What was recognised explains the name and the uniqueness as well.
        if !found.contains(where: { $0.severity == .blocking }) {
            found += [named(), unique()].compactMap { suspect in
                guard let suspect, suspect.severity == .blocking, let acknowledged else { return suspect }
                return suspect.listed(because: "Accepted by the data officer: \(acknowledged)")
            }
        }
        return found.filter { $0.severity == .blocking } + found.filter { $0.severity == .listed }
    }

    private var hint: NameHint? { NameHint(column: name) }

    private func recognised(_ kind: IdentifierKind) -> IdentifierInColumn? {
        guard let tally = tallies[kind] else { return nil }
        let hits = tally.certain + tally.likely
        let share = Double(hits) / Double(filled)
        let isNamed = hint?.confirms == kind
        let isVoted = kind.vote.map { share >= $0 && hits >= 3 } ?? false
        guard tally.certain > 0 || isNamed || isVoted else { return nil }
        let isVersion = kind == .ipv4 && namesVersion
        let reason =
            if isVersion {
                "Written like addresses, in a column named for versions."
            } else if tally.certain > 0 {
                "Recognised by structure or check digits."
            } else if isNamed {
                "The values fit the column's name."
            } else {
                "Too many of the column's values fit to be chance."
            }
        return IdentifierInColumn(
            column: name,
            kind: kind,
            severity: isVersion ? .listed : .blocking,
            hits: hits,
            share: share,
            lines: tally.lines,
            sample: tally.sample,
            reason: reason
        )
    }

    private var namesVersion: Bool {
        let words: Set = [
            "version", "versions", "firmware", "software", "fw", "sw", "release", "build", "revision",
        ]
        return NameHint.words(of: name).contains(where: words.contains)
    }

    private func named() -> IdentifierInColumn? {
        guard let hint, hint.strength == .identifier, sample.distinct > 1 else { return nil }
        let severity: IdentifierInColumn.Severity =
            switch type {
            case .text, .integer, .prose, .version: .blocking
            case .decimal where hint.confirms == .coordinates && count(.fineDecimal) * 2 >= filled: .blocking
            default: .listed
            }
        return guess(.columnName, severity, "The name says “\(hint.word)”.")
    }

    private func unique() -> IdentifierInColumn? {
        guard sample.uniqueness >= Self.nearUnique, filled >= Self.fewestCells else { return nil }
        let isNamed = hint != nil
        switch type {
        case .text where masks.hasOneShape:
            return guess(.serial, .blocking, "Nearly every value is different and all have one shape.")
        case .text:
            return guess(.nearUnique, .blocking, "Nearly every value is different.")
        case .integer where trend.isSteady && !isNamed:
            return guess(
                .nearUnique,
                .listed,
                "A counter: every value is different and they grow row by row."
            )
        case .integer:
            return guess(.nearUnique, .blocking, "Nearly every whole number is different.")
        case .timestamp where isNamed && count(.epoch) > 0:
            return guess(.nearUnique, .blocking, "The name says a key and nearly every value is different.")
        case .prose:
            return guess(
                .nearUnique,
                .listed,
                "Free text, nearly every value different: a person should read it."
            )
        case .timestamp, .decimal, .version:
            return guess(
                .nearUnique,
                .listed,
                "Nearly every value is different; it can be matched from outside."
            )
        case .empty: return nil
        }
    }

    private func guess(
        _ kind: IdentifierKind,
        _ severity: IdentifierInColumn.Severity,
        _ reason: String
    ) -> IdentifierInColumn {
        let hits = kind == .columnName ? filled : sample.distinct
        return IdentifierInColumn(
            column: name,
            kind: kind,
            severity: severity,
            hits: min(hits, filled),
            share: kind == .columnName ? 1 : sample.uniqueness,
            lines: [],
            sample: nil,
            reason: reason
        )
    }
}

extension IdentifierInColumn {
    fileprivate func listed(because reason: String) -> IdentifierInColumn {
        IdentifierInColumn(
            column: column,
            kind: kind,
            severity: .listed,
            hits: hits,
            share: share,
            lines: lines,
            sample: sample,
            reason: reason
        )
    }
}
