// SPDX-License-Identifier: Apache-2.0
import Domain

/// What an export has beside the records that were signed.
package struct ExportExtras: Sendable {
    /// Who is speaking in the formats that others read.
    let site: Site
    let hasFormats: Bool
    let crates: SnapshotCrates.Source?

    /// - Parameters:
    ///   - formats: whether the records are there in the formats of others.
    ///   - files: where the file store has the bytes with a digest; without it the export has no crates.
    ///   - bags: whether each crate is the payload of a bag.
    package init(site: Site, formats: Bool = true, files: (@Sendable (Digest) -> String)?, bags: Bool = false)
    {
        self.site = site
        hasFormats = formats
        crates = files.map { SnapshotCrates.Source(path: $0, bags: bags) }
    }
}
