// SPDX-License-Identifier: Apache-2.0

/// What harvesters are told of a publication without its metadata.
package struct HarvestHeader: Hashable, Sendable {
    /// The publication's identifier, of the kind `publication`.
    package let pid: PID
    /// Whether only its tombstone is left.
    package let isWithdrawn: Bool
    /// When it was published or withdrawn, whatever came last.
    package let changedAt: Instant
    /// What sort of finding was published.
    package let kind: Finding.Kind
    /// The problem that it answers; `nil` when it answers none or the public may not know of that one.
    package let problem: PID?
    /// Whose problem that is; `nil` when `problem` is.
    package let organisation: PID?

    /// Takes the parts as they are: the kinds of the identifiers are not checked.
    package init(
        pid: PID,
        isWithdrawn: Bool,
        changedAt: Instant,
        kind: Finding.Kind,
        problem: PID?,
        organisation: PID?
    ) {
        self.pid = pid
        self.isWithdrawn = isWithdrawn
        self.changedAt = changedAt
        self.kind = kind
        self.problem = problem
        self.organisation = organisation
    }
}
