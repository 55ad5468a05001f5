// SPDX-License-Identifier: Apache-2.0

/// What harvesters are told of a publication without its metadata.
package struct HarvestHeader: Hashable, Sendable {
    package let pid: PID
    package let isWithdrawn: Bool
    /// When it was published or withdrawn, whatever came last.
    package let changedAt: Instant
    package let kind: Finding.Kind
    /// The problem that it answers, and whose that is, where the public may know them.
    package let problem: PID?
    package let organisation: PID?

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
