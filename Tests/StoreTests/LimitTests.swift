// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// The lengths that the database checks, against the domain's.
@Suite struct LimitTests {
    @Test func `the database bounds the lengths that the domain bounds`() async throws {
        try await TestApp.run { app in
            let checks = try await app.asSuperuser { db in
                try db.rows(
                    """
                    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
                    WHERE contype = 'c' AND pg_get_constraintdef(oid) LIKE '%char_length%'
                    """
                ) { row in
                    let table: String = try row.next()
                    let definition: String = try row.next()
                    return (table, definition)
                }
            }
            var limits: [String: ClosedRange<Int>] = [:]
            for (table, definition) in checks {
                // A length that is always the same is a form, not a limit.
                if definition.contains(/char_length\(\w+\) = \d+/) { continue }
                let most = try #require(
                    definition.firstMatch(of: /char_length\((\w+)\) <= (\d+)/),
                    "\(definition)"
                )
                let least = definition.firstMatch(of: /char_length\(\w+\) >= (\d+)/)
                limits["\(table).\(most.1)"] = try (Int(least?.1 ?? "0") ?? 0)...#require(Int(most.2))
            }
            #expect(limits == Limits.ofColumns)
        }
    }
}
