// SPDX-License-Identifier: Apache-2.0

/// The URLs by which readers know what a document is.
///
/// A change that readers must know of gets a new number.
package enum Schema {
    private static let base = "https://teahouse.example/schemas/"

    package static let publication = base + "publication/1"
    package static let tombstone = base + "tombstone/1"
    /// Why by a category alone.
    package static let tombstone2 = base + "tombstone/2"
    package static let certificate = base + "certificate/1"
    /// With a commitment to a problem.
    package static let certificate2 = base + "certificate/2"
    package static let problemOpening = base + "problem-opening/1"
    package static let revocation = base + "revocation/1"
    /// Why by a category alone.
    package static let revocation2 = base + "revocation/2"
    package static let reportAttestation = base + "report-attestation/1"
    package static let keyList = base + "key-list/1"
    /// With keys that were in others' hands.
    package static let keyList2 = base + "key-list/2"
    package static let keyEndorsement = base + "key-endorsement/1"
    /// An entry of the log that opens it anew; the database writes those of the first number.
    package static let logEntry2 = base + "log-entry/2"
    package static let exportManifest = base + "export-manifest/1"
    /// With records that are hidden.
    package static let exportManifest2 = base + "export-manifest/2"
}
