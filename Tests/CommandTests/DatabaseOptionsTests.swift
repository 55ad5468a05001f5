// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Which database a command works on.
@Suite struct DatabaseOptionsTests {
    private static let address = ["--database-url", "host=/nonexistent/typed"]
    private static let state = ["--state", "/nonexistent/state"]

    @Test(
        arguments: [
            (address, "/nonexistent/typed"),
            // As the unit of the export has it: the folder is where the keys and the files are.
            (address + state, "/nonexistent/typed"),
            (state, "There is no running teahouse in /nonexistent/state."),
            ([], "/nonexistent/variable"),
        ]
    )
    func `a typed address comes first, then a typed folder, then the environment`(
        options: [String],
        named: String
    ) async throws {
        let result = try await CommandLineTool.run(
            ["migrate", "--dry-run"] + options,
            environment: ["TEAHOUSE_DATABASE_URL": "host=/nonexistent/variable"]
        )
        #expect(result.code == 3)
        #expect(result.error.contains(named), "\(result.error)")
    }
}
