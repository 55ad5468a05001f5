// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import Testing

/// The statement that the benchmark's peers run, against the one that the server runs.
@Suite struct BenchmarkStatementTests {
    @Test func `the peers read a finding with the server's whole statement`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../bench/sql/finding.sql"
        )
        let lines = try String(contentsOf: file.standardized, encoding: .utf8).split(separator: "\n")
        let peers = lines.filter { !$0.hasPrefix("--") }.joined(separator: "\n")
        let ours = FindingStore.view(PID(kind: .finding, bits: 77)).text
        #expect(
            Self.unspaced(peers)
                == Self.unspaced(
                    "SELECT body::text, version IS NULL AS nothing FROM (\n\(ours)\n) AS version"
                )
        )
    }

    private static func unspaced(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }
}
