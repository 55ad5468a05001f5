// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// The database's table of who may bring what about, against the permissions.
@Suite struct RightTests {
    @Test func `the database gives the rights that the permissions give, and no others`() async throws {
        try await TestApp.run { app in
            let held = try await app.asSuperuser { db in
                try db.rows("SELECT sort, object, state, event, who FROM rights") { row in
                    let sort: String = try row.next()
                    let object: ObjectKind = try row.next()
                    let (state, event): (String, String) = (try row.next(), try row.next())
                    let who: [String] = try row.next()
                    return Right(try #require(Right.Sort(rawValue: sort)), object, state, event, Set(who))
                }
            }
            let given = Right.all(StoredLifecycles.all)
            for right in Set(given).symmetricDifference(held) {
                Issue.record("\(held.contains(right) ? "only in the database" : "not there"): \(right)")
            }
            #expect(given.count == held.count)
        }
    }

    @Test func `every move has somebody who may bring it about`() {
        for right in Right.all(StoredLifecycles.all) { #expect(!right.who.isEmpty, "\(right)") }
    }

    @Test func `whatever the application writes of a lifecycle is asked for as it begins and as it moves`()
        async throws
    {
        try await TestApp.run { app in
            let open: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT c.relname::text FROM pg_class c
                    JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgfoid = 'check_transition'::regproc
                    WHERE has_table_privilege('teahouse_app', c.oid, 'INSERT') AND NOT EXISTS (
                        SELECT FROM pg_trigger b WHERE b.tgrelid = c.oid
                            AND b.tgfoid IN ('check_begun'::regproc, 'check_clearance_begun'::regproc)
                    )
                    """
                )
            }
            #expect(open == [])
        }
    }
}
