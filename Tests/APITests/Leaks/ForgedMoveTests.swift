// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Whoever holds the application's password, and a token of their own, moves nothing and decides nothing
/// that their roles do not let them, whatever statement they write: tried are all moves of all lifecycles.
@Suite struct ForgedMoveTests {
    /// A row in a state, which was made outside of every rule.
    private struct Row: Sendable {
        let table: SQL
        let key: SQL
        let id: UUID
    }

    /// The personas that somebody can sign in as.
    private static let personas = Persona.all.filter {
        ![.anonymous, .narrowed, .suspended, .revoked].contains($0)
    }

    /// What permissions speak of, for the rows of a lifecycle; `nil` for those that the application cannot
    /// write at all.
    private static func kind(of object: ObjectKind) -> ObjectKind? {
        switch object {
        case .findingVersion, .screening, .moderation, .certification: .finding
        case .person, .identifier, .exportRun: nil
        default: object
        }
    }

    /// Whose relation is enough by itself; a judge of a finding writes a decision down as well.
    private static func isEntitled(_ persona: Persona, by right: Right, _ kind: ObjectKind) -> Bool {
        let judged: Set<ObjectKind> = [.finding, .clearance, .flag, .publication, .withdrawalNote]
        let judges = right.sort == .move && judged.contains(kind) ? [Relation.moderator, .admin] : []
        var relations = persona.relations(to: kind, in: right.state).subtracting(judges)
        // There is an administrator who is no party.
        if persona == .partialAdmin { relations.remove(.admin) }
        guard relations.contains(where: { right.who.contains($0.rawValue) }) else { return false }
        // A party decides nothing, but for what a release's own officer may.
        return right.sort == .move || !relations.contains(.party) || right.object == .release
    }

    @Test func `nobody moves what their roles do not let them move`() async throws {
        try await TestApp.run { app in
            let world = try await World.make(app)
            let pool = app.pool(of: "teahouse_app")
            var (tried, hidden) = (0, 0)
            let moves = Right.all(StoredLifecycles.all).filter { $0.sort == .move }
            let next = Dictionary(
                StoredLifecycles.all.flatMap { $0.transitions }
                    .map { ("\($0.object) \($0.from) \($0.event)", $0.to) },
                uniquingKeysWith: { first, _ in first }
            )
            for right in moves {
                guard let kind = Self.kind(of: right.object) else { continue }
                let row = try await app.asSuperuser { db in try Self.row(world, right.object, right.state, db)
                }
                let to = try #require(next["\(right.object) \(right.state) \(right.event)"])
                for persona in Self.personas where !Self.isEntitled(persona, by: right, kind) {
                    let token = try #require(TokenText(.personal, world.people[persona]?.token ?? ""))
                    let move = #"{"object":"\#(right.object.rawValue)","event":"\#(right.event)"}"#
                    let said: SQL = "SELECT set_config('app.move', \(move), true)"
                    let update: SQL = "UPDATE \(row.table) SET state = \(to) WHERE \(row.key) = \(row.id)"
                    for statements in [[said, update], [update]] {
                        // Of an event that leaves the state, nothing is seen but what is said of it.
                        if statements.count == 1, to == right.state { continue }
                        let what = "\(persona) \(right.event) of \(right.object) in \(right.state)"
                        let isHidden = await Self.refuse(
                            statements,
                            SignIn.opening(hash: token.hash),
                            pool,
                            what
                        )
                        tried += 1
                        hidden += isHidden ? 1 : 0
                    }
                }
            }
            await pool.shutdown()
            print("forbidden: \(tried) forged moves, \(hidden) of them of what is not seen")
            #expect(tried - hidden > 500)
        }
    }

    @Test func `nobody decides what their roles do not let them decide`() async throws {
        try await TestApp.run { app in
            let world = try await World.make(app)
            let pool = app.pool(of: "teahouse_app")
            var tried = 0
            let decisions = Right.all(StoredLifecycles.all).filter { $0.sort == .decision }
            for right in decisions {
                guard let kind = Self.kind(of: right.object) else { continue }
                let row = try await app.asSuperuser { db in try Self.row(world, right.object, right.state, db)
                }
                let finding: UUID? = try await app.asSuperuser { db in
                    try Self.finding(of: row, right.object, db)
                }
                for persona in Self.personas where !Self.isEntitled(persona, by: right, kind) {
                    let person = try #require(world.people[persona])
                    let token = try #require(TokenText(.personal, person.token))
                    let decision: SQL = """
                        INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                        VALUES (\(right.object), \(row.id), \(finding), \(right.event), \(person.id), 'x')
                        """
                    let what = "\(persona) \(right.event) on \(right.object) in \(right.state)"
                    _ = await Self.refuse([decision], SignIn.opening(hash: token.hash), pool, what)
                    tried += 1
                }
            }
            await pool.shutdown()
            print("forbidden: \(tried) forged decisions")
            #expect(tried > 200)
        }
    }

    /// Runs statements in one transaction, of which the last is to be refused; whether it hit nothing,
    /// since the row is not seen.
    private static func refuse(_ statements: [SQL], _ opening: SQL, _ pool: Database, _ what: String) async
        -> Bool
    {
        do {
            let hit = try await pool.write(opening: opening) { db in
                for statement in statements.dropLast() { _ = try db.query(statement) }
                return try db.execute(statements[statements.count - 1])
            }
            if hit > 0 { Issue.record("\(what): not refused") }
            return true
        } catch {
            let refusal = error as? PostgresError
            let isRefusal = ["42501", "23514"].contains(refusal?.sqlState)
            #expect(isRefusal, "\(what): \(error)")
            return false
        }
    }

    /// A row of a lifecycle in a state.
    private static func row(_ world: World, _ object: ObjectKind, _ state: String, _ db: Connection) throws
        -> Row
    {
        try db.execute("SET session_replication_role = replica")
        switch object {
        case .findingVersion:
            return Row(table: "finding_versions", key: "id", id: try world.finding(state, db).version)
        case .screening, .moderation, .certification:
            let version = try world.finding("submitted", db).version
            let table: SQL =
                switch object {
                case .screening: "screenings"
                case .moderation: "moderations"
                default: "certifications"
                }
            try db.execute("DELETE FROM \(table) WHERE version = \(version)")
            let extra: (SQL, SQL) =
                switch object {
                case .screening: ("time_left", "interval '3 days'")
                case .moderation: ("late_since", "NULL")
                default: ("cause", "CASE WHEN \(state) IN ('failed', 'escalated') THEN 'x' END")
                }
            let waits = try Self.waits(object, state)
            try db.execute(
                """
                INSERT INTO \(table) (version, state, due_at, \(extra.0))
                VALUES (
                    \(version), \(state),
                    CASE WHEN \(waits) THEN platform_now() + interval '9 days' END, \(extra.1)
                )
                """
            )
            return Row(table: table, key: "version", id: version)
        case .clearance:
            let clearance = try world.clearance(state, db).id
            try db.execute(
                """
                INSERT INTO flags (
                    pid, clearance, finding, organisation, file_digest, first_byte, last_byte, category, note, state,
                    due_at, raised_by
                )
                SELECT \(try PID.random(.flag)), c.id, c.finding, c.organisation, sha256('x'), 0, 9, 'patent', 'x', 'open',
                    platform_now() + interval '9 days', \(world.people[.home(.clearanceOfficer)]?.id)
                FROM clearances c WHERE c.id = \(clearance)
                """
            )
            return Row(table: "clearances", key: "id", id: clearance)
        case .release:
            return Row(table: "releases", key: "id", id: try world.release(state, db).id)
        case .withdrawalNote:
            let target = try world.mint(object, in: state, db)
            let id: UUID = try db.value("SELECT id FROM publications WHERE pid = \(target.pid)")
            return Row(table: "withdrawal_notes", key: "publication", id: id)
        default:
            let tables: [ObjectKind: SQL] = [
                .flag: "flags", .review: "reviews", .publication: "publications", .problem: "problems",
                .accessRequest: "access_requests", .organisation: "organisations",
            ]
            let table = try #require(tables[object])
            let target = try world.mint(object, in: state, db)
            return Row(
                table: table,
                key: "id",
                id: try db.value("SELECT id FROM \(table) WHERE pid = \(target.pid)")
            )
        }
    }

    /// Whether somebody is waited for in a state of a gate.
    private static func waits(_ object: ObjectKind, _ state: String) throws -> Bool {
        switch object {
        case .screening: try #require(Screening(rawValue: state)).isWaiting
        case .moderation: try #require(Moderation(rawValue: state)).isWaiting
        default: try #require(Certification(rawValue: state)).isWaiting
        }
    }

    /// The finding of a row that is judged as a case of one.
    private static func finding(of row: Row, _ object: ObjectKind, _ db: Connection) throws -> UUID? {
        switch object {
        case .findingVersion: try db.scalar("SELECT finding FROM finding_versions WHERE id = \(row.id)")
        case .flag: try db.scalar("SELECT finding FROM flags WHERE id = \(row.id)")
        case .publication, .withdrawalNote:
            try db.scalar("SELECT finding FROM publications WHERE id = \(row.id)")
        default: nil
        }
    }
}
