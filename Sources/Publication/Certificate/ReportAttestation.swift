// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The platform's word that it measured a release and that this is the report.
package struct ReportAttestation: Hashable, Sendable {
    /// The dataset's public id.
    package var pid: PID
    package var sequence: Int
    /// The digest of the report's bytes.
    package var report: Digest
    package var profile: Release.Profile
    package var passed: Bool
    package var issuedAt: Instant
    package var keyID: KeyID

    package init(
        pid: PID,
        sequence: Int,
        report: Digest,
        profile: Release.Profile,
        passed: Bool,
        issuedAt: Instant,
        keyID: KeyID
    ) {
        self.pid = pid
        self.sequence = sequence
        self.report = report
        self.profile = profile
        self.passed = passed
        self.issuedAt = issuedAt
        self.keyID = keyID
    }
}

extension ReportAttestation: SignedFormat {
    package static let schema = Schema.reportAttestation
    package static let envelopeMember = "attestation"
    package static let byteLimit = 16_384

    package var signedAt: Instant? { issuedAt }
    package var members: KeyValuePairs<String, JSON?> {
        [
            "pid": .text(pid), "sequence": .integer(Int64(sequence)), "report": .text(report),
            "profile": .string(profile.rawValue),
            "passed": .bool(passed), "issued_at": .text(issuedAt), "key_id": .text(keyID),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> ReportAttestation? {
        let pid = reader.pid("pid")
        let sequence = reader.integer("sequence", in: 1...1_000_000)
        let report = reader.digest("report")
        let profile = reader.enumeration("profile", as: Release.Profile.self)
        let passed = reader.bool("passed")
        let issuedAt = reader.instant("issued_at")
        let keyID = reader.value("key_id", parse: KeyID.init)
        guard let pid, let sequence, let report, let profile, let passed, let issuedAt, let keyID else {
            return nil
        }
        return ReportAttestation(
            pid: pid,
            sequence: sequence,
            report: report,
            profile: profile,
            passed: passed,
            issuedAt: issuedAt,
            keyID: keyID
        )
    }
}

/// Checks that a platform attested these very bytes of a report; no network, no database.
package func verifyReport(_ report: [UInt8], attestation: [UInt8], keys: TrustedKeys) -> Verification {
    var result = Verification()
    let attested = result.check("format") {
        (try Signed<ReportAttestation>(parsing: attestation), "canonical \(ReportAttestation.schema)")
    }
    guard let attested else { return result }
    result.check("signature") {
        try keys.verify(attested)
        return ((), "signed by key \(attested.keyID)")
    }
    result.check("report") {
        let content = attested.content
        guard Digest(hashing: report) == content.report else {
            throw CheckFailure("the report is not the attested one, \(content.report)")
        }
        let outcome = content.passed ? "passed" : "failed"
        return (
            (),
            "release \(content.sequence) of \(content.pid) \(outcome) the profile \(content.profile.rawValue)"
        )
    }
    return result
}
