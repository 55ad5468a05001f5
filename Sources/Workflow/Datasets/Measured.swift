// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

/// What was measured of a release's files.
package struct ReleaseMeasurement: Sendable {
    /// Of exactly the files, roles and profile that were measured.
    package let fingerprint: Digest
    /// By whose thresholds.
    package let profile: Release.Profile
    /// Whether every file is anonymous enough.
    package let passed: Bool
    /// The report, in canonical JSON.
    package let report: [UInt8]

    /// Takes the parts as they are.
    package init(fingerprint: Digest, profile: Release.Profile, passed: Bool, report: [UInt8]) {
        self.fingerprint = fingerprint
        self.profile = profile
        self.passed = passed
        self.report = report
    }
}

extension Connection {
    /// Keeps what was measured of a release with its signed attestation, and moves the release; nothing
    /// happens when its files, roles or profile have changed since.
    ///
    /// - Throws: `LostRace` when the release waits for its measurement no longer.
    package func measured(_ release: ReleaseRecord, _ measurement: ReleaseMeasurement, signing keys: KeyRing)
        throws
    {
        let reports = AnonymityReportStore(self)
        guard try reports.fingerprint(of: release.id) == measurement.fingerprint else { return }
        let attestation = ReportAttestation(
            pid: release.datasetPID,
            sequence: release.sequence,
            report: Digest(hashing: measurement.report),
            profile: measurement.profile,
            passed: measurement.passed,
            issuedAt: try PlatformClock(self).now(),
            keyID: keys.keyID
        )
        // Before the release moves: the database lets none pass without its report.
        try reports.add(
            measurement.report,
            to: release.id,
            fingerprint: measurement.fingerprint,
            passed: measurement.passed,
            attestation: try keys.sign(attestation).bytes
        )
        try ReleaseStore(self).move(
            release,
            measurement.passed ? .pass : .fail,
            ["fingerprint": .string(measurement.fingerprint.description)]
        )
    }
}
