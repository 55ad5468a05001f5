// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// What was measured of all files of a release; it passes when every file does.
struct ReleaseReport: Sendable {
    /// What came of one file.
    struct File: Sendable {
        let name: String
        let digest: Digest
        let passed: Bool
        /// The member of the file's entry that says the outcome: `report`, or `error`
        /// for a file that is no table.
        let outcome: (key: String, value: JSON)
    }

    static let schema = "https://teahouse.example/schemas/release-report/1"

    let release: String
    let fingerprint: Digest
    let profile: Release.Profile
    let files: [File]

    var passed: Bool { !files.isEmpty && files.allSatisfy(\.passed) }

    /// The bytes that are kept and hashed: canonical JSON.
    var canonical: [UInt8] {
        let json: JSON = [
            "schema": .string(Self.schema),
            "release": .string(release),
            "fingerprint": .string(fingerprint.description),
            "profile": .string(profile.rawValue),
            "passed": .bool(passed),
            "files": .array(
                files.map { file in
                    [
                        "name": .string(file.name),
                        "digest": .string(file.digest.description),
                        "passed": .bool(file.passed),
                        file.outcome.key: file.outcome.value,
                    ]
                }
            ),
        ]
        return json.canonical
    }
}

extension ReleaseReport.File {
    init(_ file: ReleaseFileRecord, _ measured: MeasureTask.Outcome) {
        self.init(
            name: file.name,
            digest: file.digest,
            passed: measured.passed,
            outcome: measured.outcome
        )
    }
}
