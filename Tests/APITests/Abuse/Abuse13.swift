// SPDX-License-Identifier: Apache-2.0
import Postgres
import TestSupport
import Testing

/// The record of who did what is written by the database and changed by nobody that signs in to it.
@Suite struct Abuse13 {
    @Test(arguments: ["teahouse_app", "teahouse_public"])
    func `abuse 13: no role of the server changes or removes an audit event`(role: String) async throws {
        try await TestApp.run { app in
            _ = try await app.draftRelease()
            let statements: [SQL] = [
                "UPDATE public.audit_events SET action = 'nothing'",
                "DELETE FROM public.audit_events",
                "TRUNCATE public.audit_events CASCADE",
                "INSERT INTO public.audit_events (actor_kind, action, object) VALUES ('platform', 'a', 'o')",
                "ALTER TABLE public.audit_events DISABLE TRIGGER ALL",
                "DROP TABLE public.audit_events CASCADE",
            ]
            for statement in statements {
                let refused = await #expect(throws: PostgresError.self, "\(statement)") {
                    try await app.asRole(role) { db in _ = try db.execute(statement) }
                }
                #expect(refused?.sqlState == "42501", "\(statement)")
            }
            let count: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM public.audit_events WHERE action <> 'nothing'")
            }
            #expect((count ?? 0) > 0)
        }
    }
}
