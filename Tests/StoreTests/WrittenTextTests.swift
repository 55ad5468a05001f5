// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// What the database lets people write, against the domain.
@Suite struct WrittenTextTests {
    @Test func `of every character that is told apart the database thinks as the domain does`() async throws {
        try await TestApp.run { app in
            for form in TextForm.allCases {
                let (refused, blank) = try await app.asSuperuser { db in
                    (
                        try db.scalars(Self.scalars(where: "NOT is_written('a' || chr(n), \(form.rawValue))"))
                            as [Int32],
                        try db.scalars(Self.scalars(where: "NOT is_written(chr(n), \(form.rawValue))"))
                            as [Int32]
                    )
                }
                let all = (1 as UInt32)...0x10FFFF
                let scalars = all.filter(Self.isLookedAt).compactMap(Unicode.Scalar.init)
                #expect(refused == scalars.filter { form.fault(in: "a\($0)") != nil }.map { Int32($0.value) })
                #expect(blank == scalars.filter { form.fault(in: "\($0)") != nil }.map { Int32($0.value) })
            }
        }
    }

    /// The first two planes, the tags, and the ends of the others: between them nothing begins or ends.
    private static func isLookedAt(_ value: UInt32) -> Bool {
        value <= 0x1FFFF || value & 0xFFFF >= 0xFFF0 || (0xDFFFF...0xE1000).contains(value)
    }

    /// Of those but for 0 and the surrogates, which are no text.
    private static func scalars(where condition: SQL) -> SQL {
        """
        SELECT n FROM generate_series(1, 1114111) AS n
        WHERE n NOT BETWEEN 55296 AND 57343
            AND (n <= 131071 OR n & 65535 >= 65520 OR n BETWEEN 917503 AND 921600) AND \(condition) ORDER BY n
        """
    }

    @Test func `the database looks at the columns that the domain names`() async throws {
        try await TestApp.run { app in
            let found = try await app.asSuperuser { db in
                try db.rows(
                    """
                    SELECT tgrelid::regclass::text, encode(tgargs, 'escape') FROM pg_trigger
                    WHERE tgfoid = 'check_written'::regproc
                    """
                ) { row in
                    let table: String = try row.next()
                    let arguments: String = try row.next()
                    return (table, arguments)
                }
            }
            var forms: [String: TextForm] = [:]
            for (table, arguments) in found {
                for argument in arguments.components(separatedBy: "\\000") where !argument.isEmpty {
                    let parts = argument.split(separator: ":").map(String.init)
                    forms["\(table).\(parts[0])"] = TextForm(rawValue: parts[1])
                }
            }
            #expect(forms == TextForm.ofColumns)
            let bounded = Set(Limits.ofColumns.keys).subtracting(["idempotency_keys.key"])
            #expect(bounded.isSubset(of: Set(forms.keys).union(TextForm.ofSubmission.keys)))
        }
    }

    @Test func `what is not a text is refused in each column, and what was there before may stay`()
        async throws
    {
        try await TestApp.run { app in
            let (person, _) = try await app.person("Petra")
            let error = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try db.execute("UPDATE persons SET name = chr(8238) || 'x' WHERE pid = \(person.pid)")
                }
            }
            #expect(error?.constraint == "texts_written")
            try await app.asSuperuser { db in
                try db.execute("SET session_replication_role = replica")
                try db.execute("UPDATE persons SET name = chr(8238) || 'x' WHERE pid = \(person.pid)")
                try db.execute("SET session_replication_role = DEFAULT")
                try db.execute(
                    "UPDATE persons SET name = name, state = 'suspended' WHERE pid = \(person.pid)"
                )
            }
            _ = try await app.organisation(.enterprise, "Hafenwerk")
            let list = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try db.execute(
                        """
                        INSERT INTO datasets (pid, organisation, title, description, keywords, created_by)
                        SELECT 'ds-000000000000', o.id, 'T', 'D', ARRAY['good', ' '], p.id
                        FROM organisations o, persons p LIMIT 1
                        """
                    )
                }
            }
            #expect(list?.constraint == "texts_written")
        }
    }
}
