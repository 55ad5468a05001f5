// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Jobs
import Postgres
import Server
import Store
import TestSupport
import Testing

/// Several servers whose clocks look at the same moment.
@Suite struct ClockRaceTests {
    @Test func `two sweeps over a backlog let each clearance lapse once`() async throws {
        let conninfo = try await TestCluster.shared.database()
        let count = 200
        try await TestCluster.shared.asSuperuser(conninfo) { db in try Self.backlog(of: count, db) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...2 { group.addTask { try await Self.sweep(conninfo) } }
            try await group.waitForAll()
        }
        try await TestCluster.shared.asSuperuser(conninfo) { db in
            let passed: Int64? = try db.scalar(
                "SELECT count(*) FROM clearances WHERE state = 'passed' AND outcome = 'lapsed'"
            )
            #expect(passed == Int64(count))
            let events: Int64? = try db.scalar(
                "SELECT count(*) FROM audit_events WHERE object = 'clearance' AND action = 'lapse'"
            )
            #expect(events == Int64(count))
            let subjects: Int64? = try db.scalar(
                "SELECT count(DISTINCT subject) FROM audit_events WHERE object = 'clearance'"
            )
            #expect(subjects == Int64(count))
            let outbox: Int64? = try db.scalar(
                "SELECT count(*) FROM outbox_events WHERE kind = 'clearance.lapse'"
            )
            #expect(outbox == Int64(count))
        }
    }

    private static func sweep(_ conninfo: Conninfo) async throws {
        let options = PoolOptions(
            conninfo: conninfo.signedIn(as: "teahouse_platform"),
            applicationName: "test clock"
        )
        let database = Database(configuration: options, logger: TestCluster.logger)
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-test-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let context = JobContext(
            database: database,
            files: try FileStore(directory: folder.path(percentEncoded: false)),
            keysDirectory: folder.path(percentEncoded: false),
            worker: Worker(),
            logger: TestCluster.logger
        )
        do {
            try await Clocks(context, listening: options).sweep()
        } catch {
            await database.shutdown()
            throw error
        }
        await database.shutdown()
    }

    /// Clearances that are due, of one submitted version each, of one provider.
    private static func backlog(of count: Int, _ db: Connection) throws {
        let provider = try PID.random(.organisation)
        let organisation = try OrganisationStore(db).create(
            pid: provider,
            name: "Hafenwerk",
            kind: .enterprise,
            ror: nil
        )
        let author = try PersonStore(db).create(
            pid: try PID.random(.person),
            name: "Ada",
            orcid: nil,
            platformRoles: []
        )
        try db.execute("SET session_replication_role = replica")
        for _ in 0..<count {
            let finding = UUID()
            let version = UUID()
            try db.execute(
                """
                INSERT INTO findings (id, pid, created_by)
                VALUES (\(finding), \(try PID.random(.finding)), \(author.id))
                """
            )
            try db.execute(
                """
                INSERT INTO finding_versions (
                    id, finding, number, state, title, abstract, language, kind, license,
                    submitted_at, due_at, created_by
                )
                VALUES (
                    \(version), \(finding), 1, 'submitted', 'T', 'A', 'en', 'negative', 'CC-BY-4.0',
                    now(), now(), \(author.id)
                )
                """
            )
            try db.execute(
                """
                INSERT INTO clearances (pid, finding, version, organisation, first_noticed_at, due_at, cap_at)
                VALUES (
                    \(try PID.random(.clearance)), \(finding), \(version), \(organisation.id),
                    now() - interval '30 days', now(), now() + interval '60 days'
                )
                """
            )
        }
    }
}
