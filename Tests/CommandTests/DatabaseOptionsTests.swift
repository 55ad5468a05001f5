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

    private static let platform = ["--platform-database-url", "host=/nonexistent/platform"]

    @Test(
        arguments: [
            (address, "", "/nonexistent/typed"),
            (address + state, "host=/nonexistent/variable", "/nonexistent/variable"),
            (address + platform, "host=/nonexistent/variable", "/nonexistent/platform"),
            (state, "host=/nonexistent/variable", "There is no running teahouse in /nonexistent/state."),
        ]
    )
    func `the platform's own role has an address of its own where it is given one`(
        options: [String],
        variable: String,
        named: String
    ) async throws {
        let result = try await CommandLineTool.run(
            ["admin", "person", "list"] + options,
            environment: ["TEAHOUSE_PLATFORM_DATABASE_URL": variable]
        )
        #expect(result.code == 3)
        #expect(result.error.contains(named), "\(result.error)")
    }
}
