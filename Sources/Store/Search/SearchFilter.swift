// SPDX-License-Identifier: Apache-2.0
import Domain

/// What narrows a search beside its words; nothing when nothing is said.
package struct SearchFilter: Hashable, Sendable {
    package var type: SearchedType?
    package var kind: Finding.Kind?
    package var license: License?
    package var organisation: PID?
    package var problem: PID?
    /// The year of publication, of opening, or of release, in UTC.
    package var year: Int?
    /// A language tag; the words are then read as that language's alone.
    package var language: String?

    package init() {}
}
