// SPDX-License-Identifier: Apache-2.0

/// What is looked for: the packs of an installation, and an organisation's own words and shapes.
package struct IdentifierRules: Sendable {
    package let packs: IdentifierPacks
    package let own: OwnIdentifiers
    /// The names of columns that the packs know.
    let names: NameWords

    package init(packs: IdentifierPacks = .all, own: OwnIdentifiers = OwnIdentifiers()) {
        self.packs = packs
        self.own = own
        names = packs == .all ? .all : NameWords(of: packs)
    }

    package static let usual = IdentifierRules()
}
