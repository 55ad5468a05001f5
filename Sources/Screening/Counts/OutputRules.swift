// SPDX-License-Identifier: Apache-2.0

/// The thresholds at which a statistic discloses something about single units; the defaults are those of
/// ACRO, which statistical offices use.
package struct OutputRules: Hashable, Sendable {
    /// A count below this is disclosive, zero too: that nobody is in a cell is a fact
    /// about everybody who could be.
    package var smallestCount = 10
    /// The two largest contributors have less than this share of a total (NK rule).
    package var largestShareOfTwo = 0.9
    /// What the others contribute is at least this share of the largest contributor (p % rule).
    package var smallestRest = 0.1
    /// Residual degrees of freedom of a model or a test.
    package var fewestDegrees = 10
    /// Two counts of one thing that differ by less than this, but differ, disclose the few between them.
    package var smallestDifference = 10

    package init() {}
}
