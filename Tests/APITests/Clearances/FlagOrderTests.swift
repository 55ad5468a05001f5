// SPDX-License-Identifier: Apache-2.0
import Postgres
import TestSupport
import Testing

/// In which order what is done to a flag takes its rows: all go the same way, so that none waits
/// for one who waits for it.
@Suite struct FlagOrderTests {
    @Test(arguments: ["concede", "contest", "retract", "uphold"])
    func `who acts on a flag waits for its clearance before anything else`(event: String) async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let isVote = event == "uphold"
            let flag =
                try await isVote
                ? app.contestedFlag(on: fixture) : app.raise(on: fixture).expecting(201)["location"] ?? ""
            let token =
                isVote ? fixture.data.moderator : event == "retract" ? fixture.clearer : fixture.author
            try await app.hold("SELECT FROM clearances WHERE pid = \(fixture.clearance) FOR UPDATE") {
                letGo in
                async let acted = app.act(event, at: flag, token: token)
                try await app.untilBlocked()
                // The clock, which has a clearance, finds its flags free.
                try await app.asSuperuser { db in
                    _ = try db.execute("SELECT FROM flags FOR UPDATE NOWAIT")
                }
                letGo()
                #expect(try await acted.status == 200)
            }
        }
    }
}
