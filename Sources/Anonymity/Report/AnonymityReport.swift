// SPDX-License-Identifier: Apache-2.0
import Domain
import Tables

/// What was measured of one file and what the gate made of it.
///
/// Equal bytes and questions give an equal report.
package struct AnonymityReport: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let profile: ColumnProfile
        package let role: ColumnRole?
        /// The data officer's reason why an identifier suspected in the column is not one.
        package let acknowledged: String?
    }

    /// Of the form and the definitions; raised when a number could come out differently.
    package static let version = 3

    /// The digest of the file's bytes, as the caller computed it.
    package let digest: String
    package let dialect: Dialect
    package let columns: [Column]
    package let identifiers: [IdentifierInColumn]
    /// What else was said to say that a value is missing.
    package let missing: [String]
    /// By all quasi-identifiers, or by the set of them that has the smallest class.
    package let metrics: TableMetrics
    /// By each set of quasi-identifiers, where there are several.
    package let sets: [TableMetrics]
    package let gate: GateOutcome

    package var rows: Int { metrics.rows }
}

/// Reads a table once, measures it, scans it for identifiers and lets the gate decide.
///
/// `digest` names the bytes of `source` and is asked for when all were read; the engine does not hash.
/// Columns missing in `roles` are unassigned. Throws `CSVError` for a file that cannot be read,
/// `MeasureError` for columns it does not have, and whatever the source or `onProgress` throws.
package func measure(
    source: any ByteSource,
    digest: @autoclosure () -> String,
    roles: [String: ColumnRole],
    profile: GateProfile = .agreement,
    options: MeasureOptions = MeasureOptions()
) throws -> AnonymityReport {
    var reader = try CSVReader(source, dialect: options.dialect, onProgress: options.onProgress)
    let header = reader.header
    // What stands above the header is in no column, but in the file.
    for (index, line) in reader.skipped.enumerated() {
        let found = try IdentifierScanner.scan(text: MemorySource(line))
        if let kind = found.first?.kind { throw MeasureError.identifierAboveHeader(line: index + 1, kind) }
    }
    let named = Set(roles.keys).union(options.acknowledged.keys).union(options.subject.map { [$0] } ?? [])
        .union(options.quasiSets.flatMap(\.self))
    let names = Set(header)
    for name in named.sorted() where !names.contains(name) {
        throw MeasureError.unknownColumn(name)
    }
    let sets =
        options.quasiSets.isEmpty ? [header.filter { roles[$0] == .quasi }] : options.quasiSets
    let widest = sets.map(\.count).max() ?? 0
    guard widest <= Release.mostQuasiIdentifiers else { throw MeasureError.tooManyQuasi(count: widest) }
    var pass = TablePass(
        measurements: try sets.map { quasi in
            try Measurement(
                header: header,
                quasi: quasi,
                sensitive: header.filter { roles[$0] == .sensitive },
                combine: options.combine,
                subject: options.subject,
                hierarchies: options.hierarchies,
                missing: options.missing,
                dialect: options.dialect,
                memory: options.memory / sets.count,
                threads: options.isParallel ? 2 : 1
            )
        },
        scanner: IdentifierScanner(header: header, rules: options.identifiers)
    )
    if options.isParallel { try pass.runBeside(&reader) } else { try pass.run(&reader) }
    if let lack = pass.measurements.first?.outsideHierarchies.first { throw lack }
    let all = try pass.measurements.indices.map { try pass.measurements[$0].finish() }
    let identifiers = pass.scanner.identifiers(acknowledged: options.acknowledged)
    return AnonymityReport(
        digest: digest(),
        dialect: options.dialect,
        columns: pass.scanner.profiles.map { profile in
            AnonymityReport.Column(
                profile: profile,
                role: roles[profile.name],
                acknowledged: options.acknowledged[profile.name]
            )
        },
        identifiers: identifiers,
        missing: options.missing.further,
        metrics: all.reduce(all[0]) { $1.isCoarser(than: $0) ? $0 : $1 },
        sets: all.count > 1 ? all : [],
        gate: ReleaseGate.decide(
            roles: header.map { ($0, roles[$0]) },
            identifiers: identifiers,
            metrics: all,
            profile: profile
        )
    )
}

extension TableMetrics {
    /// Whether its smallest class is no smaller than another's; of two alike, whether it has no more of one.
    fileprivate func isCoarser(than other: Self) -> Bool {
        let (k, otherK) = (classes.k ?? .max, other.classes.k ?? .max)
        return k == otherK ? classes.uniques <= other.classes.uniques : k > otherK
    }
}
