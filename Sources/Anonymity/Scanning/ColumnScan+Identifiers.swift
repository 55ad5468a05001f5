// SPDX-License-Identifier: Apache-2.0

extension ColumnScan {
    /// A column with at least this share of distinct values is near-unique.
    static let nearUnique = 0.95
    /// With fewer filled cells than this, all values being different says nothing.
    static let fewestCells = 10

    /// What is suspected, the gravest first.
    ///
    /// `acknowledged` gives the data officer's reason why the column's name, its near-unique values or what
    /// they look like are no identifier; it never excuses one that its check digits or its structure prove.
    func identifiers(acknowledged: String? = nil) -> [IdentifierInColumn] {
        func excused(_ suspect: IdentifierInColumn) -> IdentifierInColumn {
            guard suspect.severity == .blocking, suspect.certainty == .likely, let acknowledged else {
                return suspect
            }
            return suspect.listed(because: "Accepted by the data officer: \(acknowledged)")
        }
        let recognised = IdentifierKind.allCases.compactMap(recognised)
        var found = recognised.map(excused)
        // What was recognised explains the name and the uniqueness as well.
        if !recognised.contains(where: { $0.severity == .blocking }) {
            found += [named(), unique()].compactMap { $0.map(excused) }
        }
        return found.filter { $0.severity == .blocking } + found.filter { $0.severity == .listed }
    }

    private func recognised(_ kind: IdentifierKind) -> IdentifierInColumn? {
        guard let tally = tallies[kind] else { return nil }
        let hits = tally.certain + tally.checked + tally.likely
        guard hits > 0 else { return nil }
        let share = Double(hits) / Double(filled)
        let isNamed = hint?.confirms == kind
        let isChecked = kind.checkedVote.map { Double(tally.checked) >= $0 * Double(filled) } ?? false
        // A column of part numbers has some that are nobody's telephone number, and a counter has all.
        let isCounter = type == .integer && trend.isCounter && sample.uniqueness >= Self.nearUnique
        let isDoubtful = tally.against * 20 > hits || isCounter
        let isVoted = kind.vote.map { share >= $0 && !isDoubtful } ?? false
        // One value of three may have the right check digit by chance, in however many rows.
        let isProved = tally.certain > 0 || isChecked && tally.checkedValues >= 3
        let isBlocking = isProved || isNamed || hits >= 3 && (isChecked || isVoted)
        let isVersion = kind == .ipv4 && namesVersion
        guard isBlocking || isWorthALook(kind, hits) else { return nil }
        let reason =
            if isVersion {
                "Written like addresses, in a column named for versions."
            } else if isProved {
                "Recognised by structure or check digits."
            } else if isNamed {
                "The values fit the column's name."
            } else if isBlocking {
                "Too many of the column's values fit to be chance."
            } else {
                "A few values look like one: a person should read them."
            }
        return IdentifierInColumn(
            column: name,
            kind: kind,
            severity: isVersion || !isBlocking ? .listed : .blocking,
            certainty: isProved || isNamed && tally.checked > 0 ? .certain : .likely,
            hits: hits,
            share: share,
            lines: tally.lines,
            sample: tally.sample,
            reason: reason
        )
    }

    /// Whether a few values of a kind, too few to vote, are told all the same.
    private func isWorthALook(_ kind: IdentifierKind, _ hits: Int) -> Bool {
        [.socialSecurity, .britishNINO].contains(kind) && hits > 0 && (tallies[kind]?.against ?? 0) == 0
    }

    private var namesVersion: Bool {
        let words: Set = [
            "version", "versions", "firmware", "software", "fw", "sw", "release", "build", "revision",
        ]
        return NameWords.all.words(of: name).contains(where: words.contains)
    }

    private func named() -> IdentifierInColumn? {
        guard let hint, hint.strength != .key, sample.distinct > 1 else { return nil }
        let isPlace = hint.confirms == .coordinates && count(.fineDecimal) * 2 >= filled
        if hint.strength == .place {
            return places.isMap
                ? guess(.columnName, .blocking, "The name says “\(hint.word)”, and the values are places.")
                : nil
        }
        let severity: IdentifierInColumn.Severity =
            switch type {
            case .text, .integer, .prose, .version: .blocking
            case .decimal where isPlace: .blocking
            case .timestamp where hint.isOfBirth: .blocking
            default: .listed
            }
        return guess(.columnName, severity, "The name says “\(hint.word)”.")
    }

    private func unique() -> IdentifierInColumn? {
        guard sample.uniqueness >= Self.nearUnique, filled >= Self.fewestCells else { return nil }
        let isNamed = hint.map { $0.strength != .place } ?? false
        switch type {
        case .text where masks.hasOneShape:
            return guess(.serial, .blocking, "Nearly every value is different and all have one shape.")
        case .text:
            return guess(.nearUnique, .blocking, "Nearly every value is different.")
        case .integer where trend.isCounter && !isNamed:
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
            certainty: .likely,
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
            certainty: certainty,
            hits: hits,
            share: share,
            lines: lines,
            sample: sample,
            reason: reason
        )
    }
}
