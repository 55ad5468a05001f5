// SPDX-License-Identifier: Apache-2.0
import Domain

/// What a finished run made.
package struct ExportSummary: Hashable, Sendable {
    /// The snapshot's name.
    package let name: String
    package let path: String
    package let manifest: Manifest
    /// The publications that have no crate, because the store has lost or damaged a file of theirs.
    package let incomplete: [PID]
    /// Why old snapshots could not be removed; empty when they were.
    package let notRemoved: [String]

    /// The bytes of all files that the manifest names.
    package var size: Int { manifest.files.reduce(0) { $0 + $1.size } }
}
