// SPDX-License-Identifier: Apache-2.0
import Anonymity
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
    init(_ file: ReleaseFileRecord, _ report: AnonymityReport) {
        self.init(
            name: file.name,
            digest: file.digest,
            passed: report.gate.passed,
            outcome: ("report", report.json)
        )
    }

    /// A file that could not be measured as a table: where, and why.
    init(_ file: ReleaseFileRecord, line: Int?, _ detail: String) {
        let value: JSON = [
            "line": line.map { .integer(Int64($0)) } ?? .null,
            "detail": .string(detail),
        ]
        self.init(name: file.name, digest: file.digest, passed: false, outcome: ("error", value))
    }
}
