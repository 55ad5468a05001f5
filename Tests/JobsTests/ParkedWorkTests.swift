// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import Server
import Store
import TestSupport
import Testing
import Workflow

@testable import Jobs

/// Work that fails again and again, and who hears of it.
@Suite struct ParkedWorkTests {
    @Test func `a screening that ends its programs fails with what was not read, and is done anew`()
        async throws
    {
        try await TestApp.run(own: true) { app in
            // So that no server begins it.
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
            }
            let fixture = try await app.submittedFinding(["title": "Pumps that wear"])
            try await app.work { context, _ in
                let broken = JobContext(
                    database: context.database,
                    files: context.files,
                    keysDirectory: context.keysDirectory,
                    worker: Worker(program: "/bin/false"),
                    logger: context.logger
                )
                let lane = JobLane(.screen, broken, handlers: [ScreenVersion()])
                for attempt in 1...3 {
                    let job = try await context.write { db in
                        try db.execute("UPDATE jobs SET run_at = clock_timestamp() WHERE state = 'ready'")
                        return try JobStore(db).take(.screen, leaseSeconds: 60)
                    }
                    #expect(job?.attempt == attempt)
                    await lane.perform(try #require(job))
                }
                let parked = try await context.read { db in try JobStore(db).parked(atMost: 5) }
                let job = try #require(parked.first)
                #expect(parked.count == 1 && job.subject == "\(fixture.finding)/1" && job.attempts == 3)
                #expect(job.cause == "Doing it ended its program.")
                #expect(job.error?.contains("exited(1)") == true)

                let failed = try await app.client.get(fixture.version, token: fixture.author)
                #expect(failed.json["gates"]?["screening"]?["state"]?.string == "failed")
                let report = try await app.client.get(fixture.version + "/screening", token: fixture.author)
                let items = report.json["items"]?.array ?? []
                #expect(items.map { $0["rule"]?.string } == ["unread", "unread"])
                #expect(items.first?["detail"]?.string?.contains("ended its program") == true)

                try await app.asSuperuser { db in
                    _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp()")
                }
                let released = try await context.write { db in try db.releaseJob(job.id) }
                #expect(released == .released)
                _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                    $0.json["gates"]?["screening"]?["state"]?.string == "passed"
                }
                #expect(try await context.read { db in try JobStore(db).parked(atMost: 5) }.isEmpty)
            }
        }
    }

    @Test func `a server that is stopped gives its work back, and that counts as no attempt`() async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(Array(HostileTable.text.utf8), as: "t.csv", to: fixture).expecting(201)
            _ = try await app.assign(HostileTable.roles, in: "t.csv", of: fixture).expecting(200)
            _ = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil).expecting(202)
            func job(is state: String) async throws {
                try await app.until("a job that is \(state)") {
                    try await app.asSuperuser { db in
                        try db.scalar("SELECT concat_ws(' ', state, attempt, last_attempt) FROM jobs")
                    } == state
                }
            }
            try await job(is: "running 1 3")
            await app.running.stop()
            try await job(is: "ready 1 4")
        }
    }
}
