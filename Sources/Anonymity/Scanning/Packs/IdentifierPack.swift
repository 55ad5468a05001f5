// SPDX-License-Identifier: Apache-2.0

/// The identifiers and column names of one country, or of one walk of life.
package enum IdentifierPack: String, CaseIterable, Sendable {
    /// What is the same everywhere, and English names of columns; it is always looked for.
    case common
    case de
    case fr
    case es
    case uk
    case us
    case cn
    /// Machines, vehicles and devices.
    case industry
}

/// Which packs an installation looks with.
package struct IdentifierPacks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Those named, and what is common to all.
    package init(_ packs: some Sequence<IdentifierPack>) {
        let all = IdentifierPack.allCases
        rawValue = packs.reduce(1) { bits, pack in bits | 1 << UInt8(all.firstIndex(of: pack) ?? 0) }
    }

    package static let all = IdentifierPacks(IdentifierPack.allCases)
    static let de = IdentifierPacks([.de])
    static let fr = IdentifierPacks([.fr])
    static let es = IdentifierPacks([.es])
    static let uk = IdentifierPacks([.uk])
    static let us = IdentifierPacks([.us])
    static let cn = IdentifierPacks([.cn])
    static let industry = IdentifierPacks([.industry])

    /// Their names, in the order of the cases.
    package var names: [String] {
        IdentifierPack.allCases.filter { contains(IdentifierPacks([$0])) }.map(\.rawValue)
    }
}
