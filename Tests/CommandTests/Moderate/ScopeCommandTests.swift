// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `teahouse moderate release-unused` and `teahouse admin finding`.
@Suite struct ScopeCommandTests {
    @Test func `a release that was not used is named, and taken out`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let second = try await app.nextVersion(of: fixture)
            try await app.edit(second, of: fixture, #"{"releases":[]}"#, at: "/releases")
            try await app.submitAndScreen(second, of: fixture)
            let (name, release) = ("\(fixture.finding)/2", "\(fixture.data.dataset)/1")
            let moderator = fixture.data.moderator
            let shown = try await app.moderate("show", name, as: moderator)
            #expect(shown.output.contains("beside \(release), since an earlier version lists it"))
            #expect(shown.output.contains("teahouse moderate release-unused \(name)"))
            let command = ["release-unused", name, "--reason", "A slip.", "--yes"]
            let wrong = try await CommandLineTool.run(
                ["moderate"] + command + ["--release", fixture.data.dataset],
                environment: app.remote(moderator)
            )
            #expect(wrong.code == 2)
            let done = try await CommandLineTool.run(
                ["moderate"] + command + ["--release", release],
                environment: app.remote(moderator)
            )
            #expect(done.code == 0, "\(done.error)")
            #expect(done.output.hasPrefix("release_unused: done"))
            let after = try await app.moderate("show", name, as: moderator)
            #expect(!after.output.contains("release-unused"))
        }
    }

    @Test func `an administrator frees whom only the authors' word makes a party`() async throws {
        try await TestApp.run { app in
            let judge = try await app.person("Mara", platform: [.moderator])
            let orcid = "0000-0002-1694-233X"
            try await app.asSuperuser { db in
                try db.execute("UPDATE persons SET orcid = \(orcid) WHERE id = \(judge.person.id)")
            }
            let fixture = try await app.submittedFinding()
            let second = try await app.nextVersion(of: fixture)
            let named = #"{"contributions":[{"name":"M","orcid":"\#(orcid)","credit_roles":["software"]}]}"#
            try await app.edit(second, of: fixture, named, at: "/contributions")
            try await app.submitAndScreen(second, of: fixture)
            let admin = try await app.person("Adam", platform: [.admin]).token
            func lift(_ who: [String], as token: String) async throws -> CommandLineTool.Result {
                try await CommandLineTool.run(
                    ["admin", "finding", "lift", "\(fixture.finding)/2", "--reason", "R.", "--yes"] + who,
                    environment: app.remote(token)
                )
            }
            let person = judge.person.pid.description
            #expect(try await lift([], as: admin).code == 2)
            #expect(try await lift(["--person", person], as: judge.token).code == 1)
            let lifted = try await lift(["--person", person], as: admin)
            #expect(lifted.output == "\(person) may judge the finding.\n", "\(lifted.error)")
            _ = try await app.act("accept", at: second, token: judge.token).expecting(200)
        }
    }
}
