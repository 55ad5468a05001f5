// SPDX-License-Identifier: Apache-2.0
import Domain

/// What narrows a search beside its words; nothing when nothing is said.
package struct SearchFilter: Hashable, Sendable {
    /// Only publications, only problems or only datasets.
    package var type: SearchedType?
    /// Only publications that report this sort of result.
    package var kind: Finding.Kind?
    /// Only publications under this licence.
    package var license: License?
    /// Only what this organisation posed or provides, or what answers one of its problems.
    package var organisation: PID?
    /// Only this problem, and what answers it.
    package var problem: PID?
    /// The year of publication, of opening, or of release, in UTC.
    package var year: Int?
    /// A language tag; the words are then read as that language's alone.
    package var language: String?

    /// Narrows nothing.
    package init() {}
}
