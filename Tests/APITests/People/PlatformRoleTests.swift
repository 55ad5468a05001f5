// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Roles on the platform: taken away at once, written down, and never from the last administrator.
@Suite struct PlatformRoleTests {
    /// The kinds of the log's entries about persons' roles, in their order, with what each was about.
    private static func entries(_ app: TestApp, about person: PersonRecord) async throws -> [String] {
        try await app.asSuperuser { db in
            try db.scalars(
                """
                SELECT (e.body::jsonb ->> 'kind') || ' ' || (o.opening::jsonb -> 'details' ->> 'role')
                FROM log_entries e JOIN log_openings o ON o.entry = e.id
                WHERE o.opening::jsonb ->> 'object' = 'person' AND o.opening::jsonb ->> 'subject' = \(person.pid)
                ORDER BY e.id
                """
            )
        }
    }

    @discardableResult
    private static func take(_ role: PlatformRole, from person: PersonRecord, _ app: TestApp) async throws
        -> Bool
    {
        try await asOwner(app) { db in
            try PersonStore(db).take(role, from: person.id, ["reason": "Moved to a provider."])
        }
    }

    /// As the command line does it, in one transaction.
    private static func asOwner<T: Sendable>(
        _ app: TestApp,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await app.asRole("teahouse_migrator", body)
    }

    @Test func `a role that was taken is missed at the next request, by every token`() async throws {
        try await TestApp.run { app in
            let (mona, token) = try await app.person("Mona", platform: [.moderator])
            #expect(try await app.client.get("/v1/moderation/queue", token: token).status == 200)
            try await Self.take(.moderator, from: mona, app)
            let refused = try await app.client.get("/v1/moderation/queue", token: token)
            #expect(refused.status == 403)
            #expect(refused.code == "role")
            let me = try await app.client.get("/v1/me", token: token).expecting(200)
            #expect(me.json["platform_roles"] == [])
        }
    }

    @Test func `every role that is given or taken is in the log, with its reason in the audit`() async throws
    {
        try await TestApp.run { app in
            let (ada, _) = try await app.person("Ada", platform: [.admin, .moderator])
            _ = try await app.person("Anna", platform: [.admin])
            #expect(try await Self.entries(app, about: ada) == ["role_given admin", "role_given moderator"])
            try await Self.take(.admin, from: ada, app)
            // Also what is done by hand.
            try await app.asSuperuser { db in
                try db.execute("UPDATE persons SET platform_roles = '{}' WHERE id = \(ada.id)")
            }
            #expect(
                try await Self.entries(app, about: ada) == [
                    "role_given admin", "role_given moderator", "role_taken admin", "role_taken moderator",
                ]
            )
            let reason: String? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT details ->> 'reason' FROM audit_events
                    WHERE action = 'take_role' AND subject = \(ada.pid) ORDER BY id LIMIT 1
                    """
                )
            }
            #expect(reason == "Moved to a provider.")
        }
    }

    @Test func `an enrolment that gives a role is in the log`() async throws {
        try await TestApp.run { app in
            let (pid, code) = (try PID.random(.invitation), try TokenText(.invitation))
            try await app.asSuperuser { db in
                _ = try InvitationStore(db).create(
                    pid: pid,
                    name: "Mori",
                    organisation: nil,
                    roles: [],
                    platformRoles: ["moderator"],
                    code: code,
                    by: nil
                )
            }
            let enrolled = try await app.client.post("/v1/enrolments", ["code": .string(code.text)])
            let person = try #require(PID(try enrolled.expecting(201).json["person"]?.string ?? ""))
            let mori = try #require(try await app.asSuperuser { db in try PersonStore(db).person(person) })
            #expect(try await Self.entries(app, about: mori) == ["role_given moderator"])
        }
    }

    @Test func `a role that a person does not have cannot be taken`() async throws {
        try await TestApp.run { app in
            let (mona, _) = try await app.person("Mona", platform: [.moderator])
            #expect(try await Self.take(.admin, from: mona, app) == false)
            #expect(try await Self.entries(app, about: mona) == ["role_given moderator"])
        }
    }

    @Test func `the last administrator who can act stays one, and active`() async throws {
        try await TestApp.run { app in
            let (ada, _) = try await app.person("Ada", platform: [.admin])
            let (anna, _) = try await app.person("Anna", platform: [.admin])
            try await app.asSuperuser { db in try db.move(Subject(anna.id, PersonState.active), .suspend) }
            // A suspended one cannot act.
            for end in [
                { db in _ = try PersonStore(db).take(.admin, from: ada.id, [:]) },
                { db in _ = try db.move(Subject(ada.id, PersonState.active), .suspend) },
                { db in _ = try db.execute("UPDATE persons SET platform_roles = '{moderator}'") },
            ] as [@Sendable (Connection) throws -> Void] {
                let error = await #expect(throws: PostgresError.self) { try await Self.asOwner(app, end) }
                #expect(error?.constraint == "persons_last_admin")
            }
            try await app.asSuperuser { db in try db.move(Subject(anna.id, PersonState.suspended), .resume) }
            try await Self.take(.admin, from: ada, app)
            await #expect(throws: PostgresError.self) { try await Self.take(.admin, from: anna, app) }
        }
    }

    @Test func `of the last two administrators who go at once, one stays`() async throws {
        try await TestApp.run { app in
            let (ada, _) = try await app.person("Ada", platform: [.admin])
            let (anna, _) = try await app.person("Anna", platform: [.admin])
            for _ in 0..<5 {
                async let first = Self.went(ada, app)
                async let second = Self.went(anna, app)
                #expect(try await [first, second].count { $0 } == 1)
                _ = try await Self.asOwner(app) { db in
                    try db.execute("UPDATE persons SET platform_roles = '{admin}'")
                }
            }
        }
    }

    /// Whether the role could be taken from an administrator.
    private static func went(_ admin: PersonRecord, _ app: TestApp) async throws -> Bool {
        do {
            try await take(.admin, from: admin, app)
            return true
        } catch let error as PostgresError where error.constraint == "persons_last_admin" {
            return false
        }
    }
}
