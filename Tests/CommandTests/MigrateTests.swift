// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Server
import TestSupport
import Testing

/// `teahouse migrate`, and `teahouse up` over a schema that is not its own.
@Suite(.serialized) struct MigrateTests {
    @Test func `a current schema has nothing to do`() async throws {
        try await Serving.run(demo: false) { serving in
            for arguments in [["migrate"], ["migrate", "--dry-run"]] {
                let result = try await CommandLineTool.run(arguments + ["--state", serving.state])
                #expect(result.code == 0)
                #expect(result.output.contains("Nothing to do"))
            }
            let roles = try await CommandLineTool.run(["migrate", "--print-roles"])
            #expect(roles.code == 0)
            #expect(roles.output.contains("teahouse_platform"))
            // As it is where an earlier version made the roles.
            try await edit(
                serving.state,
                "DELETE FROM schema_migrations WHERE number >= 42; REVOKE teahouse_app FROM teahouse_platform"
            )
            let without = try await serving.command("migrate")
            #expect(without.code == 3)
            #expect(without.error.contains("teahouse_platform"))
            #expect(without.error.contains("teahouse migrate --print-roles"))
        }
    }

    @Test func `a newer schema and a changed migration are refused`() async throws {
        try await Serving.withFolder { state in
            let serving = try await Serving.start(state, demo: false)
            try await edit(
                state,
                "INSERT INTO schema_migrations (number, name, sha256) VALUES (9999, '9999_later', '')"
            )
            let newer = try await serving.command("migrate")
            #expect(newer.code == 3)
            #expect(newer.error.contains("9999"))
            try await edit(state, "DELETE FROM schema_migrations WHERE number = 9999")
            #expect(try await serving.command("migrate").code == 0)
            try await edit(state, "UPDATE schema_migrations SET sha256 = repeat('0', 64) WHERE number = 3")
            let drift = try await serving.command("migrate")
            #expect(drift.code == 3)
            #expect(drift.error.contains("0003_jobs"))
            await serving.stop()
            let up = try await CommandLineTool.run(Serving.arguments(state))
            #expect(up.code == 3)
            #expect(up.output == "")
            #expect(up.error.contains("0003_jobs"))
        }
    }

    private func edit(_ state: String, _ statement: String) async throws {
        try await Serving.asSuperuser(state) { db in try db.script(statement) }
    }
}
