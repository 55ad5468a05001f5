// SPDX-License-Identifier: Apache-2.0

/// How much one cell proves.
enum Evidence: UInt8, Comparable {
    /// Of the kind's shape, but nobody has it: a number that is not given out. It speaks against the column.
    case against
    /// Of its shape; the column or its name decides, and a data officer may explain it.
    case likely
    /// Its check digit is right, as chance has it in one number in ten or a hundred; the column or its name
    /// decides, and nothing excuses it.
    case checked
    /// Proved by its structure or its check digits alone.
    case certain

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// One place where a recogniser found something.
struct Hit {
    let kind: IdentifierKind
    let range: Range<Int>
    let evidence: Evidence

    init(_ kind: IdentifierKind, _ range: Range<Int>, _ evidence: Evidence) {
        self.kind = kind
        self.range = range
        self.evidence = evidence
    }
}
