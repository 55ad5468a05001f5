// SPDX-License-Identifier: Apache-2.0
import Tables

/// How a table is read and measured.
package struct MeasureOptions {
    package static let usualMemory = 1 << 30

    package var dialect: Dialect
    /// Measures each sensitive attribute with the others added to the quasi-identifiers.
    package var combine: Bool
    /// The columns that somebody may know together, each list for itself; empty where it is all
    /// quasi-identifiers.
    package var quasiSets: [[String]]
    /// The column that says who or what a row is about: k is counted in subjects.
    package var subject: String?
    /// The trees of sensitive attributes whose distances are not all equal, by column.
    package var hierarchies: [String: Hierarchy]
    /// The cells that hold no value.
    package var missing: MissingWords
    /// The data officer's reasons, by column, why a telling name, near-unique values or a mere likeness are
    /// no identifier.
    package var acknowledged: [String: String]
    /// What is looked for as identifiers.
    package var identifiers: IdentifierRules
    /// Bytes that values and classes may take before the classes are spilled to temporary files.
    ///
    /// What is done with them in the end takes up to as much again.
    package var memory: Int
    /// Reads, counts and looks for identifiers on threads of their own.
    package var isParallel: Bool
    /// Told the bytes read so far, about once a megabyte; an error thrown here ends the measuring and is
    /// passed on.
    package var onProgress: ((Int) throws -> Void)?

    package init(
        dialect: Dialect = Dialect(),
        combine: Bool = false,
        quasiSets: [[String]] = [],
        subject: String? = nil,
        hierarchies: [String: Hierarchy] = [:],
        missing: MissingWords = MissingWords(),
        acknowledged: [String: String] = [:],
        identifiers: IdentifierRules = .usual,
        memory: Int = Self.usualMemory,
        isParallel: Bool = false,
        onProgress: ((Int) throws -> Void)? = nil
    ) {
        self.dialect = dialect
        self.combine = combine
        self.quasiSets = quasiSets
        self.subject = subject
        self.hierarchies = hierarchies
        self.missing = missing
        self.acknowledged = acknowledged
        self.identifiers = identifiers
        self.memory = memory
        self.isParallel = isParallel
        self.onProgress = onProgress
    }
}
