// SPDX-License-Identifier: Apache-2.0

/// Cells that hold no value.
package enum MissingCell {
    /// What R, pandas, SQL and laboratory forms write in them, in small letters.
    package static let words: Set<String> = ["", "na", "n/a", "nan", "null", "-", "."]
}
