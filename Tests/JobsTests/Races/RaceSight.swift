// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport

/// What is true of a copy and of those who act on it at one moment.
struct RaceSight: Sendable {
    /// Something that goes through a lifecycle.
    struct Thing: Hashable, Sendable {
        let object: String
        let subject: String
    }

    /// Something that happened.
    struct Event: Sendable {
        let action: String
        let thing: Thing
        let actor: UUID?
    }

    let states: [Thing: String]
    /// The last event until now.
    let lastEvent: UUID?
    /// Entries of the log, and how many of them are of what is signed.
    let entries: Int
    let signed: Int

    init(of copy: RaceCopy, on course: RaceCourse, _ db: Connection) throws {
        let provider = course.fixture.data.provider.id
        let rows = try db.rows(
            """
            WITH ours AS (
                SELECT v.*, f.pid || '/' || v.number AS subject
                FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE v.id = ANY (\(copy.versions))
            )
            SELECT 'finding_version', subject, state FROM ours
            UNION ALL SELECT 'moderation', subject, m.state FROM moderations m JOIN ours ON ours.id = m.version
            UNION ALL SELECT 'certification', subject, k.state FROM certifications k JOIN ours ON ours.id = k.version
            UNION ALL SELECT 'clearance', c.pid, c.state FROM clearances c JOIN ours ON ours.id = c.version
            UNION ALL SELECT 'publication', p.pid, p.state FROM publications p JOIN ours ON ours.id = p.version
            UNION ALL SELECT 'organisation', pid, state FROM organisations WHERE id = \(provider)
            UNION ALL SELECT 'person', pid, state FROM persons WHERE id = \(course.suspended.id)
            UNION ALL SELECT 'access_request', pid, state FROM access_requests WHERE pid = \(course.grant)
            """
        ) { row -> (Thing, String) in (Thing(object: try row.next(), subject: try row.next()), try row.next())
        }
        states = Dictionary(rows) { $1 }
        lastEvent = try db.scalar("SELECT id FROM audit_events ORDER BY id DESC LIMIT 1")
        entries = try db.scalar("SELECT count(*) FROM log_entries") ?? 0
        signed =
            try db.scalar("SELECT (SELECT count(*) FROM certificates) + (SELECT count(*) FROM revocations)")
            ?? 0
    }

    /// What happened since, oldest first.
    func events(_ db: Connection) throws -> [Event] {
        try db.rows(
            "SELECT action, object, subject, actor FROM audit_events WHERE id > \(lastEvent) ORDER BY id"
        ) {
            row in
            let action: String = try row.next()
            let thing = Thing(object: try row.next(), subject: try row.next())
            return Event(action: action, thing: thing, actor: try row.next())
        }
    }
}

extension RaceCourse {
    /// What does not hold of a copy whose race is over and began as `before`, in words.
    func faults(of copy: RaceCopy, since before: RaceSight, _ db: Connection) throws -> [String] {
        let now = try RaceSight(of: copy, on: self, db)
        let events = try before.events(db)
        var faults: [String] = []
        for (thing, state) in before.states {
            let told = replay(thing, from: state, events)
            if told != now.states[thing] {
                faults.append(
                    "\(thing) is \(now.states[thing] ?? "gone"), its events say \(told ?? "nothing")"
                )
            }
        }
        let logged = events.count { event in
            KnownEvent.all.contains {
                $0.object.rawValue == event.thing.object && $0.action == event.action && $0.logKind != nil
            }
        }
        if now.entries - before.entries != logged + now.signed - before.signed {
            faults.append("\(now.entries - before.entries) entries in the log for \(events)")
        }
        let end = events.firstIndex { $0.action == "suspend" && $0.thing.object == "person" }
        if let end, events[end...].contains(where: { $0.actor == suspended.id.rawValue }) {
            faults.append("somebody who is suspended has acted: \(events)")
        }
        return faults + (try Self.standing.flatMap { try db.scalars($0(copy.versions)) })
    }

    /// The state to which a thing's events lead.
    private func replay(_ thing: RaceSight.Thing, from state: String, _ events: [RaceSight.Event]) -> String?
    {
        // That a version is accepted is said of the version.
        let object = thing.object == "moderation" ? "finding_version" : thing.object
        let own = events.filter { $0.thing == .init(object: object, subject: thing.subject) }.map(\.action)
        return switch thing.object {
        case "finding_version": Self.replay(Finding.State.self, state, own)
        case "moderation": Self.replay(Moderation.self, state, own.filter { $0 == "accept" })
        case "certification": Self.replay(Certification.self, state, own)
        case "clearance": Self.replay(Clearance.State.self, state, own)
        case "publication": Self.replay(PublicationRecord.State.self, state, own)
        case "organisation": Self.replay(Organisation.State.self, state, own)
        case "person": Self.replay(PersonState.self, state, own)
        default: Self.replay(AccessRequest.State.self, state, own)
        }
    }

    private static func replay<State: Lifecycle>(_: State.Type, _ state: String, _ actions: [String])
        -> String?
    {
        var state = State(rawValue: state)
        for event in actions.compactMap(State.Event.init(rawValue:)) { state = state?.next(event) }
        return state?.rawValue
    }

    /// What has no rows, of the versions of a copy.
    private static let standing: [@Sendable ([UUID]) -> SQL] = [
        { versions in
            """
            SELECT 'the publication is ' || p.state || ', its version ' || v.state
            FROM finding_versions v LEFT JOIN publications p ON p.version = v.id
            WHERE v.id = ANY (\(versions)) AND (v.state, coalesce(p.state, '')) NOT IN (
                ('submitted', ''), ('retracted', ''), ('publishable', 'embargoed'), ('published', 'published'),
                ('withdrawn', 'withdrawn'), ('retracted', 'withdrawn')
            )
            """
        },
        { versions in
            """
            SELECT 'a publication has ' || count(DISTINCT c.id) || ' certificates and ' || count(DISTINCT r.id) || ' revocations'
            FROM publications p LEFT JOIN certificates c ON c.publication = p.id LEFT JOIN revocations r ON r.publication = p.id
            WHERE p.version = ANY (\(versions))
            GROUP BY p.id
            HAVING count(DISTINCT c.id) <> 1 OR count(DISTINCT r.id) <> (p.state = 'withdrawn')::integer
            """
        },
        { versions in
            """
            SELECT 'the certificate is ' || k.state || ', there is ' || CASE WHEN c.id IS NULL THEN 'none' ELSE 'one' END
            FROM certifications k LEFT JOIN certificates c ON c.version = k.version
            WHERE k.version = ANY (\(versions)) AND (k.state = 'issued') <> (c.id IS NOT NULL)
            """
        },
        { versions in
            """
            SELECT 'nobody and no hour is waited for' FROM finding_versions v
            WHERE v.id = ANY (\(versions)) AND v.state IN ('submitted', 'publishable') AND NOT EXISTS (
                SELECT FROM (
                    SELECT due_at FROM screenings WHERE version = v.id
                    UNION ALL SELECT due_at FROM moderations WHERE version = v.id
                    UNION ALL SELECT due_at FROM clearances WHERE version = v.id
                    UNION ALL SELECT due_at FROM publications WHERE version = v.id
                    UNION ALL SELECT due_at FROM certifications WHERE version = v.id AND state IN ('failed', 'escalated')
                ) AS waits WHERE due_at > platform_now()
            ) AND NOT EXISTS (SELECT FROM jobs WHERE subject = v.id AND state IN ('ready', 'running'))
            """
        },
        { versions in
            """
            SELECT 'a job has ended without a word: ' || j.error FROM jobs j
            WHERE j.subject = ANY (\(versions)) AND j.state = 'failed'
                AND NOT EXISTS (SELECT FROM certifications k WHERE k.version = j.subject AND k.cause IS NOT NULL)
            """
        },
    ]
}
