// SPDX-License-Identifier: Apache-2.0

/// What a class tells about one sensitive attribute, in the worst class.
package struct SensitiveMetrics: Hashable, Sendable {
    package enum Distance: String, Sendable {
        /// Numbers: the distance of two values is that of their ranks among the distinct values.
        case ordered
        /// Text: any two values are equally far apart.
        case equal
        /// By the height of the lowest common parent in a hierarchy.
        case hierarchical
    }

    /// Distinct values in the whole table, whatever their spelling; a missing one is one of them where it is
    /// looked at.
    package var values: Int
    package var distance: Distance
    /// Distinct l-diversity.
    package var l: Int
    /// Entropy l-diversity, a real number.
    package var entropyL: Double
    /// The largest share of one value in a class.
    package var alpha: Double
    /// The largest r1 / (r2 + … + rm), counts falling; infinite when a class has one value only.
    package var cAt2: Double
    /// The same with the tail from the l-th value on, at the distinct l measured; `nil` when l is 1.
    package var cAtL: Double?
    /// Basic beta-likeness.
    package var beta: Double
    /// Whether enhanced beta-likeness can hold for any beta.
    package var enhancedOK: Bool
    /// Delta-disclosure; infinite when a class lacks a value of the table.
    package var delta: Double
    /// Delta-disclosure over the values that occur in the class.
    package var deltaPresent: Double
    /// t-closeness by `distance`.
    package var t: Double
    /// t-closeness by equal distance, whatever the values are.
    package var tEqual: Double
}

extension SensitiveMetrics {
    /// The worse of two attributes in each number; `cAtL` is that of the smaller l, the worse of two where
    /// they agree.
    func worse(_ other: SensitiveMetrics) -> SensitiveMetrics {
        let atSmallest = [self, other].filter { $0.l == min(l, other.l) }.compactMap(\.cAtL)
        return SensitiveMetrics(
            values: min(values, other.values),
            distance: t >= other.t ? distance : other.distance,
            l: min(l, other.l),
            entropyL: min(entropyL, other.entropyL),
            alpha: max(alpha, other.alpha),
            cAt2: max(cAt2, other.cAt2),
            cAtL: atSmallest.max(),
            beta: max(beta, other.beta),
            enhancedOK: enhancedOK && other.enhancedOK,
            delta: max(delta, other.delta),
            deltaPresent: max(deltaPresent, other.deltaPresent),
            t: max(t, other.t),
            tEqual: max(tEqual, other.tEqual)
        )
    }
}
