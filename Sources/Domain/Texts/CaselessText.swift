// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Texts that differ only in upper and lower case, or in how an accent is put together.
package enum CaselessText {
    /// The key that such texts share, in composed form (NFC).
    package static func key(of text: String) -> String {
        // By way of upper case and back, which makes one of ß, ẞ and ss and of the three sigmas, as case
        // folding does; what becomes of a character does not depend on its neighbours.
        let lower = mapped(text.decomposedStringWithCanonicalMapping, \.lowercaseMapping)
        let upper = mapped(lower, \.uppercaseMapping)
        return mapped(upper, \.lowercaseMapping).precomposedStringWithCanonicalMapping
    }

    private static func mapped(
        _ text: String,
        _ mapping: (Unicode.Scalar.Properties) -> String
    ) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            result.unicodeScalars += mapping(scalar.properties).unicodeScalars
        }
        return result
    }
}
