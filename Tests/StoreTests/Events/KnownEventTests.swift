// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// The database's tables of what can happen, against the domain's.
@Suite struct KnownEventTests {
    @Test func `the database knows the events that the domain knows, and no others`() async throws {
        try await TestApp.run { app in
            let known = try await app.asSuperuser { db in
                try db.rows("SELECT object, action, log_kind, audience, is_silent FROM known_events") { row in
                    let object: ObjectKind = try row.next()
                    let action: String = try row.next()
                    let log: String? = try row.next()
                    let words: [String] = try row.next()
                    let isSilent: Bool = try row.next()
                    #expect(isSilent == words.isEmpty)
                    let audience = try words.map { try #require(Audience(rawValue: $0)) }
                    return KnownEvent(object, action, log: log, Set(audience))
                }
            }
            #expect(Set(known) == Set(KnownEvent.all))
            #expect(known.count == KnownEvent.all.count)
        }
    }

    @Test func `the database takes facts and no moves from the program, some from the platform alone`()
        async throws
    {
        try await TestApp.run { app in
            let said = try await app.asSuperuser { db in
                try db.rows(
                    """
                    SELECT object || '.' || action, fact_by = 'platform' FROM known_events
                    WHERE fact_by IS NOT NULL
                    """
                ) { row -> (String, Bool) in (try row.next(), try row.next()) }
            }
            let facts = Fact.allCases.map { ($0.rawValue, $0.isThePlatforms) }
            #expect(Dictionary(uniqueKeysWithValues: said) == Dictionary(uniqueKeysWithValues: facts))
        }
    }

    @Test func `the database allows the transitions that the lifecycles allow, and no others`() async throws {
        try await TestApp.run { app in
            let allowed = try await app.asSuperuser { db in
                try db.rows("SELECT object, from_state, event, to_state FROM allowed_transitions") { row in
                    Transition(try row.next(), try row.next(), try row.next(), try row.next())
                }
            }
            #expect(Set(allowed) == Set(StoredLifecycles.all.flatMap { $0.transitions }))
        }
    }

    @Test func `every move of every lifecycle and every fact is known`() {
        let known = Set(KnownEvent.all.map { "\($0.object.rawValue).\($0.action)" })
        for transition in StoredLifecycles.all.flatMap({ $0.transitions }) {
            // What moderators do is said of the version, and so is an exception.
            let isOfVersion =
                transition.object == Moderation.object
                || transition.event == Screening.Event.exception.rawValue
            let object = isOfVersion ? Finding.State.object : transition.object
            #expect(known.contains("\(object.rawValue).\(transition.event)"))
        }
        for fact in Fact.allCases { #expect(known.contains(fact.rawValue)) }
    }

    @Test func `an event that nobody knows is refused`() async throws {
        try await TestApp.run { app in
            let error = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    _ = try db.query("SELECT record_event('vanish', 'finding_version', 'fi-0/1')")
                }
            }
            #expect(error?.constraint == "known_events_known")
        }
    }
}
