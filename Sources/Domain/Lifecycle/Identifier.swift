// SPDX-License-Identifier: Apache-2.0

/// The registered identifier of a publication, its DOI.
package enum Identifier {
    /// What the registry has of the identifier.
    package enum State: String, Lifecycle {
        /// Nothing was asked of the registry yet.
        case none
        /// The registry has it, and nobody else.
        case draft
        /// It leads somewhere, and no index has it.
        case registered
        case findable
        /// It leads to the tombstone for good; what was registered is never deleted.
        case tombstone

        /// What is done at the registry: `reserve` a DOI, `register` it, `publish` it to the indexes, or
        /// `hide` it.
        package enum Event: String, CaseIterable, Sendable {
            case reserve, register, publish, hide
        }

        package static let object = ObjectKind.identifier
        /// The registry is waited for, which has a time for the next attempt and no last one.
        package var isWaiting: Bool { false }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.none, .reserve): .draft
            case (.draft, .register): .registered
            case (.draft, .publish), (.registered, .publish): .findable
            case (.registered, .hide), (.findable, .hide): .tombstone
            case (.none, _), (.draft, _), (.registered, _), (.findable, _), (.tombstone, _): nil
            }
        }

        /// What to ask of the registry next; `nil` where it has what is wanted.
        package func step(toward wanted: Wanted) -> Event? {
            switch (self, wanted) {
            case (.none, _): .reserve
            case (.draft, .findable), (.registered, .findable): .publish
            case (.draft, .tombstone): .register
            case (.registered, .tombstone), (.findable, .tombstone): .hide
            case (.findable, .findable), (.tombstone, _): nil
            }
        }
    }

    /// What the registry is to have in the end.
    package enum Wanted: String, CaseIterable, Sendable {
        case findable, tombstone
    }
}
