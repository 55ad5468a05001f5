// SPDX-License-Identifier: Apache-2.0

/// What a column is to the anonymity of the table.
///
/// A column without a role keeps the gate closed.
package enum ColumnRole: String, CaseIterable, Sendable {
    /// Identifies the subject by itself; must not be in a released file.
    case direct
    /// Identifies the subject together with others that an outsider may know.
    case quasi
    /// What must not become known of a subject.
    case sensitive
    case other
}
