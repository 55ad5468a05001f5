// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// What administrators do about background work.
@Suite struct AdminJobTests {
    @Test func `parked work is named by doctor, listed and released`() async throws {
        try await Serving.run(demo: false) { serving in
            let id = UUID()
            try await Serving.asSuperuser(serving.state) { db in
                _ = try db.execute(
                    """
                    INSERT INTO jobs (id, kind, subject, state, attempt, cause, finished_at)
                    VALUES (
                        \(id), 'measure_release', gen_random_uuid(), 'parked', 3, 'Doing it failed.',
                        clock_timestamp()
                    )
                    """
                )
            }
            let name = id.uuidString.lowercased()
            let list = try await serving.command("admin", "job", "list", "--json")
            #expect(list.json["items"]?.array?.first?["job"]?.string == name)
            #expect(list.json["items"]?.array?.first?["cause"]?.string == "Doing it failed.")
            let doctor = try await serving.command("doctor")
            #expect(
                doctor.code == 3 && doctor.output.contains("FAIL  background work is done: measure_release")
            )
            let metrics = try await serving.client.get("/metrics")
            #expect(
                String(decoding: metrics.body, as: UTF8.self).contains("teahouse_jobs{state=\"parked\"} 1")
            )

            #expect(try await serving.command("admin", "job", "release", name).code == 0)
            #expect(try await serving.command("admin", "job", "release", name).code == 1)
            #expect(try await serving.command("admin", "job", "release", "nothing").code == 2)
            #expect(try await serving.command("admin", "job", "list", "--json").json["items"]?.array == [])
        }
    }
}
